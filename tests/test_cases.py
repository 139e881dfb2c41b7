"""Every phrasing of `tests/cases`, answered whole by the real use case over a loaded store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.support.cases import Case, all_cases
from tests.support.expectations import complaints, shown
from tests.support.library import Library


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in all_cases()])
def test_case(case: Case, library: Library) -> None:
    replies = library.converse(case.document, [turn.ask for turn in case.turns])
    failures = [
        f"「{turn.ask}」: {'; '.join(found)}\n    {shown(reply)}"
        for turn, reply in zip(case.turns, replies, strict=True)
        if (found := complaints(turn.expect, reply))
    ]
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)


def test_case_ids_are_unique() -> None:
    ids = [case.id for case in all_cases()]
    assert len(ids) == len(set(ids))


def test_no_question_is_asked_twice_of_a_document() -> None:
    asked = [(case.document, case.turns[0].ask) for case in all_cases() if len(case.turns) == 1]
    assert sorted({one for one in asked if asked.count(one) > 1}) == []


def _expected_names(expected: Mapping[str, Any]) -> Iterator[str]:
    for key in ("names", "ordered_names", "includes"):
        yield from expected.get(key, ())
    for part in (*expected.get("any", ()), *expected.get("all", ())):
        yield from _expected_names(part)


@pytest.mark.parametrize("document", ["bundled", "invented"])
def test_expected_names_stand_in_the_document(document: str, library: Library) -> None:
    """A slip in an expected name would fail for the wrong reason."""
    printed = "".join(library.text(document).split())
    names = {
        name
        for case in all_cases()
        if case.document == document
        for turn in case.turns
        for name in _expected_names(turn.expect)
    }
    assert sorted(name for name in names if "".join(name.split()) not in printed) == []
