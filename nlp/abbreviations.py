"""Short forms people make of an organisation's name, by rule: 工業戦略技術振興課 → 工技振, 工戦課, 工業戦略課."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

SUFFIXES = ("課", "室", "局", "部", "センター", "班", "係", "所", "会計")
_MOST_PARTS = 6


def abbreviations(parts: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Short forms of a division's name: those that keep its suffix, and those that drop it.

    Each part is kept whole, cut to its first character, or left out, in order. A form without suffix begins with
    the first part and keeps another, or is the whole first part: the rest («県産品») are ordinary words.

    Args:
        parts: the folded name's morphemes (mode A), marks and particles left out.
    """
    suffix = parts[-1] if parts and parts[-1] in SUFFIXES else ""
    stems = list(parts[:-1] if suffix else parts)
    if not stems or len(stems) > _MOST_PARTS:
        return frozenset(), frozenset()
    with_suffix: set[str] = set()
    bare: set[str] = set()
    for choice in product((0, 1, 2), repeat=len(stems)):
        kept = [stem if how == 1 else stem[0] for stem, how in zip(stems, choice, strict=True) if how]
        if not kept:
            continue
        form = "".join(kept)
        if suffix and (len(form) > 1 or len(stems) == 1):
            with_suffix.add(form + suffix)
        if len(kept) >= 2 and choice[0]:
            bare.add(form)
    if len(stems[0]) > 1:
        bare.add(stems[0])
    return frozenset(with_suffix), frozenset(bare)
