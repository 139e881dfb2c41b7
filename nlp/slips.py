"""Long names with a slip of the finger in them: one character wrong, or two kana."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from nlp.lexicon import Lexicon
from nlp.query import Kind

_NAME_LIKE = re.compile(r"[一-鿿々ァ-ヶーぁ-ゖa-z0-9・()&!-]{5,}")
_KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヶー]*")
_PARTICLES = re.compile(r"(?:について|って|とは|には|では|の|は|を|が|に|で|と|も|や|へ)")
KINDS = frozenset({Kind.PROJECT, Kind.DIVISION, Kind.ACCOUNT})
_MOST = 2
"""Characters that may differ."""
_SPOILED = 2
"""Pairs of neighbours that one wrong character spoils."""
_SPARED = 1 + _MOST * _SPOILED
"""A name has one pair less than characters."""
_LONG = 8
"""Characters from which two wrong kana still leave no doubt."""


def without_slips(text: str, lexicon: Lexicon) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with a name put right, and what was taken for what: «がんメタボロム研究推進支援事業».

    Two kanji exchanged make another name («就職» for «創業»), and are left alone.
    """
    right: list[tuple[int, int]] | None = None
    mended = []
    for match in reversed(list(_NAME_LIKE.finditer(text))):
        # Nothing is near to a part of the run that is not near to it all.
        near = _near(match.group(), lexicon)
        if not near:
            continue
        if right is None:
            right = [(hit.start, hit.end) for hit in lexicon.names(text) if hit.literal and hit.named[0].kind in KINDS]
        # The run from its start, and from after each particle in it: «県の…事業費».
        for start in (0, *(each.end() for each in _PARTICLES.finditer(match.group()))):
            begins = match.start() + start
            said = match.group()[start:]
            if any(s <= begins < e for s, e in right):
                continue
            found = [name for name in _alike(said, near) if _is_slip_of(said, name)]
            if len({lexicon.slippery[name] for name in found}) == 1:
                name = min(found, key=lambda each: (_apart(said, each)[0], -len(each)))
                length = _apart(said, name)[1]
                text = text[:begins] + name + text[begins + length :]
                mended.append((said[:length], name))
                break
    return text, tuple(reversed(mended))


def _near(said: str, lexicon: Lexicon) -> list[str]:
    """Names that share so many pairs of neighbours with what was said that few characters can differ, or none."""
    shared = Counter(chain.from_iterable(lexicon.pairs.get(pair, ()) for pair in _pairs(said)))
    # One is shared at least.
    return [name for name, count in shared.items() if count >= len(name) - _SPARED]


def _alike(said: str, near: list[str]) -> list[str]:
    """Those of the names that are near to a part of what was said, and not in it."""
    pairs = _pairs(said)
    return [name for name in near if name not in said and len(pairs & _pairs(name)) >= _enough(name)]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _enough(name: str) -> int:
    return max(1, len(name) - _SPARED)


def _apart(said: str, name: str) -> tuple[int, int]:
    """How many characters differ, and how much of what was said is the name: what follows it is not."""
    lengths = range(max(len(name) - _MOST, 1), min(len(said), len(name) + _MOST) + 1)
    return min(
        ((DamerauLevenshtein.distance(said[:length], name), length) for length in lengths),
        key=lambda pair: (pair[0], abs(pair[1] - len(name))),
        default=(len(name), len(said)),
    )


def _is_slip_of(said: str, name: str) -> bool:
    apart, length = _apart(said, name)
    if "ぁ" <= said[length - 1] <= "ゖ" and said[length - 1] != name[-1]:
        return False  # «産業政策より»: what follows the name, not its last character mistyped
    if apart != _MOST or len(name) < _LONG:
        return apart == 1
    said = said[:length]
    changed = "".join(
        (said[step.src_pos : step.src_pos + 1] if step.tag != "insert" else "")
        + (name[step.dest_pos : step.dest_pos + 1] if step.tag != "delete" else "")
        for step in Levenshtein.editops(said, name)
    )
    return bool(_KANA_ONLY.fullmatch(changed))
