"""Negation as the tokenizer sees it: a verb of belonging and ない, ず, ん after it, whatever stands between."""

from __future__ import annotations

from nlp.tokens import Token

_STEMS = (
    "関わ", "係わ", "噛", "絡", "携わ", "入", "含", "載", "付", "組", "加わ", "属", "担", "持", "受け持", "出",
    "かかわ", "かん", "から", "たずさわ", "はい", "ふく", "のっ", "つい", "くん", "くわわ",
)  # fmt: skip
"""How verbs of belonging begin, whatever their ending."""
_BELONGING_NOUNS = frozenset(
    {
        "関係",
        "担当",
        "所管",
        "関与",
        "参加",
        "該当",
        "分類",
        "所属",
        "主管",
        "掲載",
        "記載",
        "登場",
        "関連",
        "参画",
        "タッチ",
    }
)
_NEGATIVE = frozenset({"ない", "なかっ", "なく", "なけれ", "ず", "ぬ", "ん", "ねえ", "ねぇ", "へん"})
_PASSED = frozenset({"助動詞", "助詞", "動詞"})
"""What may stand between the verb and its negation: «て いる ませ», «れ て い»."""
_FARTHEST = 6
_AFTER_NOMINAL = frozenset({"は", "を", "が", "も", "だけ", "で", "って"})


def negated_verbs(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Where a row is said not to belong: start of the verb, end of the negation. «かんでいない», «担当していません»."""
    found = []
    for index, token in enumerate(tokens):
        if not _belongs(token):
            continue
        end = _negation_after(tokens, index)
        if end is not None:
            found.append((token.start, end))
    return tuple(found)


def describing_negations(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Every ない, ず, ぬ that describes a noun after it, of whatever verb: «超えていない事業»."""
    return tuple(
        token
        for index, token in enumerate(tokens)
        if token.surface in _NEGATIVE
        and token.pos in {"助動詞", "形容詞"}
        and index
        and tokens[index - 1].pos in _PASSED | {"名詞", "形容詞"}
        and _describes(tokens[index + 1 : index + 3])
    )


def _belongs(token: Token) -> bool:
    if token.pos == "動詞":
        return token.surface.startswith(_STEMS)
    return token.pos == "名詞" and token.surface in _BELONGING_NOUNS


def _negation_after(tokens: tuple[Token, ...], index: int) -> int | None:
    """The end of the negation that belongs to the verb here, where it describes what follows («…ない事業»).

    At the end of a question («載ってないの?») it denies nothing.
    """
    for position in range(index + 1, min(index + 1 + _FARTHEST, len(tokens))):
        token = tokens[position]
        if token.surface in _NEGATIVE and token.pos in {"助動詞", "形容詞"}:
            return token.end if _describes(tokens[position + 1 : position + 3]) else None
        if token.pos not in _PASSED:
            return None
    return None


def _describes(following: tuple[Token, ...]) -> bool:
    if not following:
        return False
    first, *rest = following
    if first.surface == "の":
        return bool(rest) and rest[0].surface in _AFTER_NOMINAL
    if first.surface == "、":
        return bool(rest)  # «担当しない、複数の課が担当する事業»: one description after another
    return first.pos in {"名詞", "接頭辞", "形状詞", "連体詞"}
