"""Every Japanese sentence a user sees. Pure functions from values to text."""

from __future__ import annotations

from bot.wording.replies import reply

__all__ = ["reply"]
