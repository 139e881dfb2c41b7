"""Pairs of questions that differ in one word: each is answered right, and the two are never answered alike."""

from __future__ import annotations

import pytest

from tests.support.answers import answer_of
from tests.support.expectations import complaints, shown
from tests.support.known_failures import LIST, marks, shares, wrong
from tests.support.library import Library
from tests.support.twins import Twin, all_twins
from tests.support.work_list import Sections, as_text, head_of

EACH = [twin for pair in all_twins() for twin in pair]


@pytest.mark.parametrize("twin", [pytest.param(twin, id=twin.id, marks=marks("twins", twin.id)) for twin in EACH])
def test_a_twin_is_answered_right(twin: Twin, library: Library) -> None:
    (reply,) = library.converse(twin.document, [twin.ask])
    found = complaints(twin.expect, reply)
    if found:
        pytest.fail(f"「{twin.ask}」: {'; '.join(found)}\n    {shown(reply)}", pytrace=False)


@pytest.mark.parametrize(
    "pair", [pytest.param(pair, id=pair[0].id, marks=marks("twins_alike", pair[0].id)) for pair in all_twins()]
)
def test_twins_differ(pair: tuple[Twin, Twin], library: Library) -> None:
    one, other = (answer_of(library.converse(twin.document, [twin.ask])[0]) for twin in pair)
    assert one != other


def test_known_failures_are_twins() -> None:
    ids = {twin.id for twin in EACH}
    assert set(wrong("twins")) <= ids
    assert set(wrong("twins_alike")) <= ids


def test_there_are_enough_and_they_are_told_apart() -> None:
    ids = [twin.id for twin in EACH]
    assert len(ids) == len(set(ids))
    assert len(all_twins()) >= 60
    assert {twin.document for twin in EACH} == {"bundled", "invented"}


def test_the_list_of_known_failures_is_as_its_command_writes_it() -> None:
    text = LIST.read_text("utf-8")
    sections: Sections = {
        "twins": wrong("twins"),
        "twins_alike": wrong("twins_alike"),
        "perturbations": shares("perturbations"),
    }
    assert as_text(head_of(text), sections) == text
