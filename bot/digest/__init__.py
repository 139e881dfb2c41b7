"""Digests: when they are due, what they say, and how each is posted once."""
