"""Windows for digests: the list, the form, and being sure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.slack.view.actions import Action, Callback, Field, Press, Task, action_id
from bot.slack.view.limits import LIMITS
from bot.slack.view.message import Block as Piece
from bot.slack.view.modals import View, field, modal
from bot.slack.view.parts import button, option, paragraphs, plain, row, small, unmarked, verbatim
from bot.wording import digest_windows as words
from bot.wording.digest import TOPICS, WEEKDAYS
from db.digests.definitions import Block, Digest, Topic, Walk

PLACES = len(Topic)
"""For what it tells, in order."""
ALL = "*"
"""Value of the option that names nothing."""
_MOST_LISTED = 30
_MOST_NAME = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A digest as the list shows it."""

    digest: Digest
    next_at: datetime | None
    changeable: bool
    """By who looks at it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A digest as its form shows it."""

    digest: Digest
    next_at: datetime | None
    divisions: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()


def digests_modal(listed: Sequence[Listed]) -> View:
    """All digests one may see, each with its menu."""
    blocks = row([button(Action.DIGEST_NEW, words.NEW, Press(0), style="primary")])
    for number, each in enumerate(listed[:_MOST_LISTED], 1):
        blocks.append(_entry(each, number))
    return modal(Callback.DIGESTS, words.LIST_TITLE, blocks if listed else [*blocks, *paragraphs([words.NO_DIGESTS])])


def digest_form(form: Form) -> View:
    """The form of a digest: a new one where its id is 0. `private_metadata` is the id."""
    digest, schedule = form.digest, form.digest.schedule
    days = [_option(label, str(number)) for number, label in enumerate(WEEKDAYS)]
    zones = {zone: words.zone_name(zone) for zone in (*words.ZONES, schedule.zone)}
    channel = {"initial_conversation": digest.channel} if digest.channel else {}
    blocks = [
        *small([words.next_line(form.next_at, schedule, paused=digest.paused)]),
        field(
            Field.NAME,
            words.NAME_LABEL,
            {
                "type": "plain_text_input",
                "action_id": Field.NAME.value,
                "max_length": _MOST_NAME,
                "initial_value": digest.name,
            },
        ),
        field(
            Field.CHANNEL,
            words.CHANNEL_LABEL,
            {
                "type": "conversations_select",
                "action_id": Field.CHANNEL.value,
                "filter": {"include": ["public", "private"], "exclude_bot_users": True},
                **channel,
            },
        ),
        _when(
            Field.AT,
            words.AT_LABEL,
            {"type": "timepicker", "action_id": Field.AT.value, "initial_time": schedule.at.strftime("%H:%M")},
        ),
        _when(
            Field.WEEKDAYS,
            words.WEEKDAYS_LABEL,
            {
                "type": "checkboxes",
                "action_id": Field.WEEKDAYS.value,
                "options": days,
                "initial_options": [days[each] for each in schedule.weekdays],
            },
        ),
        _when(Field.ZONE, words.ZONE_LABEL, _select(Field.ZONE, zones, schedule.zone)),
        _when(
            Field.HOLIDAYS,
            words.HOLIDAYS_LABEL,
            _radio(Field.HOLIDAYS, words.HOLIDAYS_ON, words.HOLIDAYS_OFF, on=schedule.holidays),
        ),
        *_contents(form),
        field(
            Field.TELL_EMPTY,
            words.EMPTY_LABEL,
            _radio(Field.TELL_EMPTY, words.EMPTY_TELL, words.EMPTY_SILENT, on=digest.tell_empty),
        ),
    ]
    title = words.EDIT_TITLE if digest.id else words.FORM_TITLE
    return modal(Callback.DIGEST, title, blocks, submit=words.SAVE, metadata=json.dumps({"id": digest.id}))


def delete_modal(digest: Digest) -> View:
    """Whether it is really to be deleted."""
    metadata = json.dumps({"id": digest.id})
    body = paragraphs([words.delete_question(digest)])
    return modal(Callback.DIGEST_DELETE, words.DELETE_TITLE, body, submit=words.DELETE, metadata=metadata)


def topic_field(number: int) -> str:
    """The id of a place for what it tells, from 1."""
    return Field.TOPIC.value if number == 1 else f"{Field.TOPIC}_{number}"


def _entry(each: Listed, number: int) -> Piece:
    digest = each.digest
    lines = [
        f"*{unmarked(digest.name)}* <#{digest.channel}>",
        unmarked(words.schedule_words(digest.schedule)),
        unmarked(words.blocks_words(digest.blocks)),
        unmarked(words.next_line(each.next_at, digest.schedule, paused=digest.paused)),
    ]
    resume = (words.RESUME, Task.RESUME) if digest.paused else (words.PAUSE, Task.PAUSE)
    own = [(words.EDIT, Task.EDIT), resume, (words.DELETE, Task.DELETE)] if each.changeable else []
    tasks = [(words.TRY, Task.TRY), *own]
    menu: Piece = {
        "type": "overflow",
        "action_id": action_id(Action.DIGEST_DO, number),
        "options": [option(label, Press(digest.id, task=task)) for label, task in tasks],
    }
    return {"type": "section", "text": verbatim("\n".join(lines)), "accessory": menu}


def _contents(form: Form) -> list[Piece]:
    blocks = form.digest.blocks
    topics = {topic.value: name for topic, name in TOPICS.items()}
    places = []
    for number in range(1, PLACES + 1):
        chosen = blocks[number - 1].topic.value if number <= len(blocks) else ""
        name = topic_field(number)
        options = topics if number == 1 else {ALL: words.NOTHING_MORE, **topics}
        select = _select(name, options, chosen or ALL, descriptions=_DESCRIPTIONS)
        places.append(field(name, words.place(number), select, optional=number > 1))
    today = next((block for block in blocks if block.topic is Topic.TODAY), Block(Topic.TODAY))
    pillar = next((block for block in blocks if block.topic is Topic.PILLAR), Block(Topic.PILLAR))
    walks = {walk.value: name for walk, name in words.WALKS.items()}
    only = _names(words.EVERYTHING, (*form.pillars, *form.divisions), today.only)
    return [
        *places,
        field(Field.WALK, words.WALK_LABEL, _select(Field.WALK, walks, Walk(today.walk).value)),
        field(Field.ONLY, words.ONLY_LABEL, _select(Field.ONLY, only, today.only or ALL)),
        field(
            Field.PILLAR,
            words.PILLAR_LABEL,
            _select(Field.PILLAR, _names(words.IN_TURN, form.pillars, pillar.only), pillar.only or ALL),
        ),
    ]


_DESCRIPTIONS = {topic.value: said for topic, said in words.DESCRIPTIONS.items()}


def _names(first: str, names: Iterable[str], chosen: str) -> dict[str, str]:
    """Names to choose from, as many as fit; the one chosen before stays to be chosen."""
    fitting = [name for name in names if len(name) <= LIMITS["option.value"]]
    kept = fitting[: LIMITS["static_select.options"] - 2]
    return {ALL: first, **{name: name for name in (*kept, *([chosen] if chosen else []))}}


def _select(name: str, options: Mapping[str, str], chosen: str, descriptions: Mapping[str, str] | None = None) -> Piece:
    made = {value: _option(label, value, (descriptions or {}).get(value, "")) for value, label in options.items()}
    select: Piece = {"type": "static_select", "action_id": str(name), "options": list(made.values())}
    return {**select, "initial_option": made[chosen]} if chosen in made else select


def _radio(name: Field, on_label: str, off_label: str, *, on: bool) -> Piece:
    yes, no = _option(on_label, "on"), _option(off_label, "off")
    initial = yes if on else no
    return {"type": "radio_buttons", "action_id": name.value, "options": [no, yes], "initial_option": initial}


def _option(label: str, value: str, description: str = "") -> Piece:
    made: Piece = {"text": plain(label, LIMITS["option.text"]), "value": value}
    return {**made, "description": plain(description, LIMITS["option.description"])} if description else made


def _when(name: Field, label: str, element: Piece) -> Piece:
    return {**field(name, label, element), "dispatch_action": True}
