"""The budget store: documents in, typed queries answered with figures and their sources."""
