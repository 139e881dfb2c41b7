"""Ids of everything that can be pressed, and what a press carries.

A message may not hold one action id twice, so buttons of one sort are numbered: «yosan_look_2». `pattern` matches
every number of a sort.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from bot.compact import compact
from bot.slack.view.message import Look
from nlp.query import DisplayUnit, Period, Phase


class Action(StrEnum):
    """Buttons and menus: the sort is the action id up to its number."""

    LOOK = "yosan_look"
    """Show the same answer another way: answer the stored question again with `Press.look`, change the message."""
    CHOOSE = "yosan_choose"
    """One of the ways a question was meant: `Press.question` is asked, its answer takes the message's place."""
    ASK = "yosan_ask"
    """Ask `Press.question`: a new answer below, in the same thread."""
    SOURCES = "yosan_sources"
    """Open `sources_modal`."""
    VOTE_UP = "yosan_vote_up"
    VOTE_DOWN = "yosan_vote_down"
    """Counts, and opens `feedback_modal`."""
    MORE = "yosan_more"
    """The menu «…» of an answer: `Press.task` says which."""
    SHARE = "yosan_share"
    """Post an answer only the asker sees in its channel."""
    OPEN_ASK = "yosan_open_ask"
    """Open `ask_modal`."""
    SETTINGS = "yosan_settings"
    """Open `settings_modal`."""
    DIGESTS = "yosan_digests"
    """Open the list of digests."""
    DIGEST_NEW = "yosan_digest_new"
    """Open the form of a new digest."""
    DIGEST_DO = "yosan_digest_do"
    """The menu of a digest in the list: `Press.task` says which, `Press.asked` is the digest's id."""
    DIGEST_WHEN = "yosan_digest_when"
    """Something that decides when a digest is posted was changed in its form."""


class Task(StrEnum):
    """What the menu «…» of an answer does; from `EDIT` on, that of a digest."""

    LOOK = "look"
    CSV = "csv"
    XLSX = "xlsx"
    DELETE = "delete"
    EDIT = "edit"
    PAUSE = "pause"
    RESUME = "resume"
    TRY = "try"


class Callback(StrEnum):
    """Callback ids of modals and shortcuts."""

    ASK = "yosan_ask_modal"
    FEEDBACK = "yosan_feedback_modal"
    SOURCES = "yosan_sources_modal"
    SETTINGS = "yosan_settings_modal"
    HOME = "yosan_home"
    DIGESTS = "yosan_digests_modal"
    DIGEST = "yosan_digest_modal"
    DIGEST_DELETE = "yosan_digest_delete_modal"
    ASK_SHORTCUT = "yosan_ask_shortcut"
    """Global shortcut."""
    MESSAGE_SHORTCUT = "yosan_message_shortcut"


class Field(StrEnum):
    """Inputs of modals: block id and action id alike, so `state.values[field][field]`."""

    QUESTION = "yosan_question"
    CHANNEL = "yosan_channel"
    """Where the answer goes; empty: only to the asker."""
    COMMENT = "yosan_comment"
    FOLLOW_UPS = "yosan_follow_ups"
    """Of the settings: whether follow-ups in a thread are answered without a mention."""
    NAME = "yosan_digest_name"
    # What decides when it is posted is told of as soon as it is changed: these are numbers of `Action.DIGEST_WHEN`.
    AT = "yosan_digest_when_1"
    WEEKDAYS = "yosan_digest_when_2"
    ZONE = "yosan_digest_when_3"
    HOLIDAYS = "yosan_digest_when_4"
    WALK = "yosan_digest_walk"
    ONLY = "yosan_digest_only"
    PILLAR = "yosan_digest_pillar"
    TELL_EMPTY = "yosan_digest_tell_empty"
    TOPIC = "yosan_digest_topic"
    """The first of the places for what it tells; the others are numbered: «yosan_digest_topic_2»."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a button's value says."""

    asked: int
    """Id of the stored question it belongs to (of the digest, in the list of digests); 0 where there is none (home)."""
    look: Look = field(default_factory=Look)
    question: str = ""
    task: Task = Task.LOOK


def action_id(action: Action, number: int = 0) -> str:
    """«yosan_look», «yosan_look_2»."""
    return f"{action}_{number}" if number else str(action)


def pattern(action: Action) -> re.Pattern[str]:
    """Every number of one sort: what a listener is registered for."""
    return re.compile(rf"^{action}(_\d+)?$")


def press_value(press: Press) -> str:
    """The value of a button or option. Where a message is seen is not part of it: the surface knows that."""
    question = f',"q":{compact(press.question)}' if press.question else ""
    return f'{{"i":{press.asked}{_seen_as(press.task, press.look)}{question}}}'


@lru_cache(maxsize=256)
def _seen_as(task: Task, look: Look) -> str:
    """All of a value but whose it is and what it asks: every message has a dozen, and they are few."""
    said = {
        "t": "" if task is Task.LOOK else task.value,
        "p": look.page,
        "c": None if look.chart is None else int(look.chart),
        "u": look.unit and look.unit.value,
        "b": look.base and [look.base.fiscal_year, look.base.phase.value, look.base.as_of_month],
    }
    return "".join(f',"{key}":{compact(value)}' for key, value in said.items() if value not in (None, ""))


def read_press(value: str) -> Press | None:
    """What a value says; None where it is not one of ours (an older version's, somebody's own)."""
    try:
        said = json.loads(value)
        unit, base = said.get("u"), said.get("b")
        look = Look(
            page=None if said.get("p") is None else max(1, int(said["p"])),
            chart=None if said.get("c") is None else bool(said["c"]),
            unit=None if unit is None else DisplayUnit(unit),
            base=None if base is None else Period(int(base[0]), Phase(base[1]), base[2] and int(base[2])),
        )
        return Press(int(said["i"]), look, str(said.get("q", "")), Task(said.get("t", Task.LOOK)))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None


def pressed(action: Mapping[str, object]) -> Press | None:
    """The press in one of a payload's `actions`, from a button's value or a menu's chosen option."""
    option = action.get("selected_option")
    value = option.get("value") if isinstance(option, Mapping) else action.get("value")
    return read_press(value) if isinstance(value, str) else None


def seen(press: Press, *, ephemeral: bool, can_share: bool) -> Look:
    """The look a press leads to, where the message is seen."""
    return replace(press.look, ephemeral=ephemeral, can_share=can_share)
