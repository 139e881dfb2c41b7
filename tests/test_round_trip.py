"""What a reading says reads back: a query over a document's own names, said in Japanese, parses to itself again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Desk
from nlp.explain import reading_lines
from nlp.query import About, Query, Selection
from nlp.reader import Reader
from nlp.reading import Context, Understood
from tests.support.library import Library
from tests.support.queries import Queries

_WORDS = {
    "bundled": ("ロボット", "輸出", "障がい者", "デザイン", "酒田港"),
    "invented": ("輸出", "スマート", "ヒラメ", "イノシシ"),
}
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
    query = data.draw(Queries(desk.catalogue, _topics(desk.reader, document)).all())
    _reads_back((query,), desk)


@pytest.mark.parametrize("document", ["bundled", "invented"])
@settings(_QUIET, max_examples=30)
@given(data=st.data())
def test_several_queries_on_one_line(library: Library, document: str, data: st.DataObject) -> None:
    desk = library.asker(document).desk
    every = Queries(desk.catalogue, _topics(desk.reader, document)).all()
    _reads_back(tuple(data.draw(st.lists(every, min_size=2, max_size=3, unique_by=repr))), desk)


def _reads_back(queries: tuple[Query, ...], desk: Desk) -> None:
    line = reading_lines(queries, desk.catalogue)
    outcome = desk.reader.read(line, Context()).outcome
    assert isinstance(outcome, Understood), f"「{line}」: {outcome}"
    assert [_settled(each) for each in outcome.queries] == [_settled(each) for each in queries], line


def _topics(reader: Reader, document: str) -> list[About]:
    """Words of the document with all their spellings, as the reader takes them."""
    read = [reader.read(f"「{word}」に触れた主要事業の一覧", Context()).outcome for word in _WORDS[document]]
    said = [each.queries[0].selection.conditions for each in read if isinstance(each, Understood)]
    return [condition for conditions in said for condition in conditions if isinstance(condition, About)]


def _settled(query: Query) -> Query:
    """Conditions hold together: their order means nothing. Whether a base was said is not the query's meaning."""
    other = None if query.other is None else _rows(query.other)
    return replace(query, selection=_rows(query.selection), other=other, base_assumed=False)


def _rows(selection: Selection) -> Selection:
    return replace(selection, conditions=tuple(sorted(selection.conditions, key=repr)))
