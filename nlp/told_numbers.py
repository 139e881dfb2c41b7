"""Whether the rows that a number asks for are those shown: the third, the first five, all three of them."""

from __future__ import annotations

import re

from nlp.amounts import bound_after
from nlp.frame import Frame
from nlp.numbers import NumberKind, NumberMention
from nlp.query import (
    CountClaim,
    Except,
    HasProjects,
    InPolicy,
    Joint,
    Kind,
    RankClaim,
    Relisted,
    Scope,
    Selection,
    UnderSeveral,
)
from nlp.told import Said

_RANKING = ("rank.most", "rank.least", "rank.descending", "rank.ascending", "size.big", "size.small")
_BOUNDED = frozenset({"at_least", "at_most", "over", "under"})
_ALL_OF_THEM = re.compile(r"の?(?:戦略|柱|課|会計)?(?:の)?(?:すべて|全て|全部)に")


def number_kept(frame: Frame, number: NumberMention, said: Said) -> bool:
    """Not only that rows are ranked, but that those are shown that were asked for."""
    if number.kind is NumberKind.NTH:
        return said.has(RankClaim) or _one(said) or any(_shows(rows, number.value) for rows in said.rows)
    if number.kind in {NumberKind.TOP, NumberKind.BOTTOM, NumberKind.TAKE}:
        return any(rows.limit == number.value or rows.start == number.value + 1 for rows in said.rows)
    if number.kind is NumberKind.COUNT and bound_after(frame.text, number.end)[0] in _BOUNDED:
        return said.has(CountClaim, HasProjects, Joint, UnderSeveral, RankClaim)  # «2件以上ある課»
    if number.kind is NumberKind.COUNT and number.value > 1:
        return _counted_out(frame, number, said)
    return True


def _one(said: Said) -> bool:
    """«3番目のを詳しく»: of a list shown, the third is a thing by itself."""
    return all(len(query.selection.subjects) == 1 for query in said.queries)


def _shows(rows: Selection, place: int) -> bool:
    return rows.order is not None and rows.start <= place and (rows.limit is None or place < rows.start + rows.limit)


def _counted_out(frame: Frame, number: NumberMention, said: Said) -> bool:
    """«一番少ない事業5つ»: as many rows, things or numbers; or as many as there are, or as is claimed."""
    many = number.value
    if _ALL_OF_THEM.match(frame.text, number.end):
        return said.has(UnderSeveral) or any(
            isinstance(c, InPolicy) and c.every for r in said.rows for c in r.conditions
        )
    if not frame.has(*_RANKING):
        # «2事業の計»: of how many things are spoken of anyway; but two are not all there are.
        return many in _there_are(frame) or not all(_everything(rows) for rows in said.rows)
    as_rows = any(rows.limit == many or len(rows.subjects) == many for rows in said.rows)
    asked = len(said.queries) == many or any(len(query.aggregates) == many for query in said.queries)
    named = {kind: sum(one.kind is kind for one in said.named) for kind in Kind}
    of_conditions = any(
        many in {getattr(condition, "at_least", None), getattr(condition, "count", None)}
        for rows in said.rows
        for condition in rows.conditions
    )
    kept = as_rows or asked or many in {*named.values(), *_there_are(frame)} or of_conditions
    return kept or said.has(CountClaim, Joint, UnderSeveral, Relisted, Except)


def _there_are(frame: Frame) -> frozenset[int]:
    """How many of each kind the document has."""
    kinds = (Kind.PILLAR, Kind.DIVISION, Kind.PROJECT, Kind.ACCOUNT)
    return frozenset(len(frame.lexicon.of_kind(kind)) for kind in kinds)


def _everything(rows: Selection) -> bool:
    """All projects, with nothing said of them."""
    plain = not (rows.subjects or rows.conditions) and rows.limit is None and rows.start == 1
    return rows.scope is Scope.PROJECTS and plain
