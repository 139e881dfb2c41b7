"""What a reading says reads back: a query over a document's own names, said in Japanese, parses to itself again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.explain import reading_lines
from nlp.query import Query, Selection
from nlp.reading import Context, Understood
from tests.support.library import Library
from tests.support.queries import Queries

_QUIET = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize("document", ["bundled", "invented"])
@_QUIET
@given(data=st.data())
def test_a_query_said_by_its_reading_parses_to_itself(library: Library, document: str, data: st.DataObject) -> None:
    desk = library.asker(document).desk
    query = data.draw(Queries(desk.catalogue).all())
    line = reading_lines((query,), desk.catalogue)
    outcome = desk.reader.read(line, Context()).outcome
    assert isinstance(outcome, Understood), f"「{line}」: {outcome}"
    assert [_settled(each) for each in outcome.queries] == [_settled(query)], line


def _settled(query: Query) -> Query:
    """Conditions hold together: their order means nothing. Whether a base was said is not the query's meaning."""
    other = None if query.other is None else _rows(query.other)
    return replace(query, selection=_rows(query.selection), other=other, base_assumed=False)


def _rows(selection: Selection) -> Selection:
    return replace(selection, conditions=tuple(sorted(selection.conditions, key=repr)))
