"""What tells one state of a document from another."""

from __future__ import annotations

import hashlib


def digest_of(text: str, data: str) -> str:
    """SHA-256 of a document's text and its data file, hexadecimal; ends of lines and a byte order mark aside."""
    plain = (part.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") for part in (text, data))
    return hashlib.sha256("\0".join(plain).encode()).hexdigest()
