"""Drawn digits in many hands, to train the digit network on."""
