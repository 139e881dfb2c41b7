"""What Slack's buttons, modals and home say around the answers."""

from __future__ import annotations

PROGRESS = "資料を見ています…"
