"""What a press carries comes back as it was, and what is not ours is no press."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.view.actions import Action, Press, Task, action_id, pattern, press_value, pressed, read_press, seen
from bot.slack.view.limits import LIMITS
from bot.slack.view.message import Look
from nlp.query import DisplayUnit, Period, Phase

_PERIODS = st.builds(
    Period,
    st.integers(1868, 2200),
    st.sampled_from(Phase),
    st.none() | st.integers(1, 12),
)
_LOOKS = st.builds(
    Look,
    page=st.none() | st.integers(1, 10_000),
    chart=st.none() | st.booleans(),
    unit=st.none() | st.sampled_from(DisplayUnit),
    base=st.none() | _PERIODS,
)
_IDS = st.integers(0, 2**63 - 1)


@given(press=st.builds(Press, _IDS, _LOOKS, st.text(max_size=200), st.sampled_from(Task)))
def test_a_press_comes_back_as_it_was(press: Press) -> None:
    assert read_press(press_value(press)) == press
    assert pressed({"value": press_value(press)}) == press
    assert pressed({"selected_option": {"value": press_value(press)}}) == press


@given(press=st.builds(Press, _IDS, _LOOKS, task=st.sampled_from(Task)))
def test_a_menus_option_can_carry_any_look(press: Press) -> None:
    assert len(press_value(press)) <= LIMITS["option.value"]


@given(value=st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(str))
def test_what_is_not_ours_is_no_press(value: str) -> None:
    assert read_press(value) is None or value.strip().startswith("{")


@pytest.mark.parametrize(
    "value",
    ["", "{}", "[]", "1", '{"i":"x"}', '{"i":1,"u":"ドル"}', '{"i":1,"b":[]}', '{"i":1,"t":"format"}', "[" * 9_999],
)
def test_what_an_older_version_wrote_is_no_press(value: str) -> None:
    assert read_press(value) is None


def test_numbers_of_one_sort_are_one_listeners() -> None:
    for action in Action:
        others = [other for other in Action if other is not action]
        for number in (0, 1, 12):
            assert pattern(action).match(action_id(action, number))
            assert not [other for other in others if pattern(other).match(action_id(action, number))]


def test_where_it_is_seen_is_the_surfaces_to_say() -> None:
    look = seen(Press(1, Look(page=2)), ephemeral=True, can_share=True)
    assert look == Look(page=2, ephemeral=True, can_share=True)
