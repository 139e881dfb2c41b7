"""JSON without an ASCII escape or a space: half as long, where most of it is Japanese."""

from __future__ import annotations

import json

compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: making an encoder takes longer than most of what it writes."""
