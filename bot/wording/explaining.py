"""Headings of `yosan explain`."""

from __future__ import annotations

QUESTION = "質問"
FOLDED = "正規化"
TOKENS = "形態素"
MENTIONS = "見つけた語"
RULES = "使った規則"
OUTCOME = "問い合わせ"
SQL = "SQL"
UNREAD = "使われなかった語"
REPLY = "返事"
NOTHING = "（なし）"
