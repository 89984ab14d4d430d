"""Draw digits and other things by many hands and pens, to train the digit network on."""
