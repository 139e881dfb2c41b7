"""Windows of digests: valid, and what is filled in comes back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.digest_forms import digest_id, filled_in, new_digest
from bot.slack.view.digest_windows import Form, Listed, delete_modal, digest_form, digests_modal
from bot.slack.view.limits import check_view
from bot.slack.view.modals import View
from bot.wording import digest_windows as words
from db.digests.definitions import Block, Digest, Schedule, Topic, Walk, blocks_as_json, blocks_from_json
from tests.slack.view.models import validate_view

NOW = datetime(2026, 4, 1, tzinfo=UTC)
DIVISIONS = ("産業政策課", "雇用対策課")
PILLARS = ("一つ目の柱", "二つ目の柱" * 20)
NAMES = st.text(min_size=1, max_size=60).filter(lambda name: name.strip() == name and " ".join(name.split()) == name)

_SCHEDULES = st.builds(
    Schedule,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.sampled_from([*words.ZONES, "America/Argentina/Buenos_Aires"]),
    st.booleans(),
)


@st.composite
def _blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    topics = draw(st.lists(st.sampled_from(Topic), min_size=1, unique=True))
    details = {
        Topic.TODAY: st.builds(
            Block, st.just(Topic.TODAY), st.sampled_from(Walk), st.sampled_from(("", *DIVISIONS, *PILLARS))
        ),
        Topic.PILLAR: st.builds(Block, st.just(Topic.PILLAR), only=st.sampled_from(("", *PILLARS))),
    }
    return tuple(draw(details.get(topic, st.just(Block(topic)))) for topic in topics)


_DIGESTS = st.builds(
    Digest,
    st.just("T1"),
    st.just("U1"),
    NAMES,
    st.just("C1"),
    _SCHEDULES,
    _blocks(),
    st.just(NOW),
    st.booleans(),
    st.booleans(),
    st.integers(0, 2**31),
)


def _valid(view: View) -> View:
    assert check_view(view) == ()
    validate_view(view)
    return view


def _submitted(view: View) -> dict[str, Any]:
    """The form as it is sent when nothing in it is changed."""
    initial = {
        "initial_value": "value",
        "initial_conversation": "selected_conversation",
        "initial_time": "selected_time",
        "initial_options": "selected_options",
        "initial_option": "selected_option",
    }
    values: dict[str, Any] = {}
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    for block in blocks:
        if block["type"] == "input":
            element: Mapping[str, Any] = block["element"]
            said = {to: element[name] for name, to in initial.items() if name in element}
            values[block["block_id"]] = {element["action_id"]: said}
    return {**view, "state": {"values": values}}


@settings(max_examples=60, deadline=None)
@given(digest=_DIGESTS)
def test_a_form_submitted_as_it_was_changes_nothing(digest: Digest) -> None:
    view = _valid(digest_form(Form(digest, NOW, DIVISIONS, PILLARS)))
    blank = replace(new_digest("T1", "U1", "", NOW), id=digest.id, paused=digest.paused)
    assert filled_in(_submitted(view), blank) == digest
    assert digest_id(view) == digest.id


@given(blocks=_blocks())
def test_blocks_come_back_as_they_were(blocks: tuple[Block, ...]) -> None:
    assert blocks_from_json(blocks_as_json(blocks)) == blocks


def test_what_another_version_wrote_is_left_out() -> None:
    assert blocks_from_json('[{"topic": "weather", "walk": "number", "only": ""}, {"topic": "new"}]') == ()


@pytest.mark.parametrize("metadata", ["", "x", "[]", '{"id": "x"}', "{}"])
def test_a_window_of_no_digest_is_of_none(metadata: str) -> None:
    assert digest_id({"private_metadata": metadata}) == 0


def test_what_no_form_could_say_changes_nothing() -> None:
    before = new_digest("T1", "U1", "C1", NOW)
    odd = {
        "yosan_digest_when_1": {"yosan_digest_when_1": {"selected_time": "25:00"}},
        "yosan_digest_when_2": {"yosan_digest_when_2": {"selected_options": []}},
        "yosan_digest_topic": {"yosan_digest_topic": {"selected_option": None}},
        "yosan_digest_when_3": {"yosan_digest_when_3": {"selected_option": {"value": "Mars/Olympus"}}},
    }
    assert filled_in({"state": {"values": odd}}, before) == before
    assert filled_in({}, before) == before


@settings(max_examples=40, deadline=None)
@given(digest=_DIGESTS, changeable=st.booleans())
def test_the_list_shows_each_with_its_next_post(digest: Digest, changeable: bool) -> None:
    _valid(digests_modal([Listed(digest, NOW, changeable)] * 40))
    _valid(delete_modal(digest))
    named = replace(digest, name="名前")
    view = _valid(digests_modal([Listed(named, NOW, changeable)]))
    assert (words.PAUSED in str(view)) is digest.paused
    assert ("次は 2026年" in str(view)) is not digest.paused
    assert (words.EDIT in str(view)) is changeable


def test_an_empty_list_says_how_to_begin() -> None:
    assert words.NO_DIGESTS in str(_valid(digests_modal([])))


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule(time(9)), "月火水木金 9:00、日本（Asia/Tokyo）、祝日は休む"),
        (Schedule(time(8, 5), tuple(range(7)), "UTC", holidays=True), "毎日 8:05、協定世界時（UTC）、祝日も届ける"),
    ],
)
def test_a_schedule_in_words(schedule: Schedule, said: str) -> None:
    assert words.schedule_words(schedule) == said
