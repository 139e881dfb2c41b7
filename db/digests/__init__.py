"""Digests: what is posted where and when, and the ledger of what was posted."""
