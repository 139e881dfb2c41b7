"""Whether a term of ours is part of something else where it stands: «戦略» in «戦略産業», «新規» in «新規創業»."""

from __future__ import annotations

import re

from nlp.tokens import Token
from nlp.topics import Topics
from nlp.vocabulary import Hit

_COMPOUNDING = frozenset({"noun.pillar", "noun.project", "noun.thing", "cat.new", "ref.more", "move.up"})
_MADE_NEW = re.compile(
    r"(?<=[にく])(?:設|始|創設|開始|実施|取り?組|立ち上|つく|作|でき|出来|措置|計上|盛り込|予算|加わ|追加|スタート)"
)
"""«新たに設けられた»."""
_NOUN_BEGINS = re.compile(r"[一-鿿ァ-ヶ](?!業(?:は|って|を))")


def is_in_a_compound(text: str, hit: Hit, tokens: tuple[Token, ...], topics: Topics) -> bool:
    """«戦略» in «戦略産業», «事業» in «事業承継»: a longer word that the document has, and no term of ours."""
    if not _COMPOUNDING.intersection(hit.concepts):
        return False
    before = next((token for token in tokens if token.end == hit.start), None)
    modified = before is not None and before.pos == "名詞" and len(before.surface) > 1
    if before is not None and modified and "move.up" in hit.concepts:
        return topics.occurs(text[before.start : hit.end])  # «輸出拡大»: an aim
    if (
        before is not None
        and modified
        and "noun.pillar" in hit.concepts
        and topics.occurs(text[before.start : hit.end])
    ):
        return True  # «人材戦略»
    after = next((token for token in tokens if token.start == hit.end), None)
    if after is None or after.pos != "名詞" or len(after.surface) < 2:
        return False
    return topics.occurs(text[hit.start : after.end])


def is_attributive(text: str, hit: Hit) -> bool:
    """«賑わいのある商店街»: says what kind, and does not ask whether there is one."""
    there = "ask.exists" in hit.concepts and text.endswith(("のある", "がある"), 0, hit.end)
    return there and bool(_NOUN_BEGINS.match(text, hit.end))


def says_category(text: str, end: int, spoken: set[int]) -> bool:
    """«新規創業» and «新規融資枠» are no category; «新規事業», «新規の», «新規で», «新規合計» are.

    Args:
        text: folded.
        end: of the category's word.
        spoken: where words of the vocabulary begin.
    """
    if end in spoken or _MADE_NEW.match(text, end):
        return True
    after = text[end : end + 2]
    if not after or after[:2] in {"事業", "拡充", "継続", "新規", "予算", "項目", "施策", "案件", "件数", "合計"}:
        return True
    return not ("一" <= after[0] <= "鿿" or "ァ" <= after[0] <= "ヶ") or after[0] in "分計以区課別全足扱"
