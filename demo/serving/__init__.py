"""Protect the app that is served: who may ask, what a browser may do, which files are kept."""
