"""Short forms of organisations' names, by rule."""

from __future__ import annotations

import pytest

from nlp.abbreviations import abbreviations
from nlp.normalize import fold
from nlp.tokens import tokenize


@pytest.mark.parametrize(
    ("name", "short", "bare"),
    [
        ("工業戦略技術振興課", ["工戦課", "工業戦略課", "工技振課", "工業課"], ["工技振", "工戦", "工業戦略"]),
        ("中小企業振興課", ["中小課", "中企課", "中小企業課"], ["中小企業", "中振"]),
        ("水産振興課", ["水産課", "水振課"], ["水産", "水振"]),
        ("森林整備課", ["森整課", "森林課"], ["森林", "森整"]),
    ],
)
def test_forms(name: str, short: list[str], bare: list[str]) -> None:
    with_suffix, without = abbreviations([token.surface for token in tokenize(fold(name))])
    assert set(short) <= with_suffix
    assert set(bare) <= without


def test_a_tail_alone_is_no_name() -> None:
    """«県産品» and «振興» are ordinary words, not short forms of 商業・県産品振興課."""
    _, bare = abbreviations(["商業", "県", "産品", "振興", "課"])
    assert not {"県産品", "産品", "振興", "県産品振興"} & bare
