"""Windows over Slack: the printed cells, what was wrong, a question, a channel's settings."""

from __future__ import annotations

from bot.answering import Turn
from bot.slack.view.actions import Callback, Field
from bot.slack.view.escape import clean, cut
from bot.slack.view.limits import LIMITS
from bot.slack.view.message import AskedRef, Block
from bot.slack.view.parts import bold, paragraphs, plain, small
from bot.wording import slack_views as words
from bot.wording.labels import figure_label, item_figure_label
from db.answer import Answer, Source
from nlp.explain import document_name

View = dict[str, object]
"""One modal or home tab, ready for JSON."""
MOST_QUESTION = 500
_MOST_COMMENT = 2_000
_MOST_LABELS = 3
_ROOM = 90
"""Blocks of cells; the rest of the limit is for headings."""


def sources_modal(turn: Turn) -> View:
    """The printed cells behind an answer, by table, in printed order, each with the figures taken from it."""
    blocks: list[Block] = []
    for answer in turn.answers:
        for section, cells in _by_section(answer).items():
            lines = [words.source_line(source.line, source.quote, labels) for source, labels in cells]
            more = [bold(section), *paragraphs(lines)]
            if len(blocks) + len(more) > _ROOM:
                blocks += small([words.MORE_SOURCES])
                break
            blocks += more
    name = document_name(turn.answers[0].document) if turn.answers else ""
    body = [*small([name]), *blocks] if blocks else paragraphs([words.NO_SOURCES])
    return modal(Callback.SOURCES, words.SOURCES_TITLE, body)


def feedback_modal(asked: AskedRef) -> View:
    """A box for what was wrong; `private_metadata` is the id of the stored question."""
    box: Block = {
        "type": "plain_text_input",
        "action_id": Field.COMMENT.value,
        "multiline": True,
        "max_length": _MOST_COMMENT,
    }
    body = [field(Field.COMMENT, words.FEEDBACK_LABEL, box, hint=words.FEEDBACK_HINT, optional=True)]
    return modal(Callback.FEEDBACK, words.FEEDBACK_TITLE, body, submit=words.SEND, metadata=str(asked.id))


def ask_modal(prefill: str = "", channel: str = "", metadata: str = "") -> View:
    """A question, and where its answer goes.

    Args:
        prefill: what is in the box at first, e.g. the message a shortcut was used on; cut to what the box takes.
        channel: chosen at first; empty: none, so that the answer goes to the asker alone.
        metadata: what the surface wants back with the question.
    """
    text = cut(" ".join(clean(prefill).split()), MOST_QUESTION)
    box: Block = {
        "type": "plain_text_input",
        "action_id": Field.QUESTION.value,
        "max_length": MOST_QUESTION,
        "placeholder": plain(words.ASK_PLACEHOLDER, LIMITS["placeholder"]),
        **({"initial_value": text} if text else {}),
    }
    where: Block = {
        "type": "conversations_select",
        "action_id": Field.CHANNEL.value,
        "filter": {"include": ["public", "private", "im"], "exclude_bot_users": True},
        **({"initial_conversation": channel} if channel else {}),
    }
    body = [
        field(Field.QUESTION, words.ASK_LABEL, box),
        field(Field.CHANNEL, words.ASK_CHANNEL, where, hint=words.ASK_CHANNEL_HINT, optional=True),
    ]
    return modal(Callback.ASK, words.ASK_TITLE, body, submit=words.ASK, metadata=metadata)


def settings_modal(channel: str, *, follow_ups: bool) -> View:
    """Whether follow-ups in a channel's threads are answered without a mention; `private_metadata` is the channel."""
    on, off = (
        {"text": plain(label, LIMITS["option.text"]), "value": value}
        for label, value in ((words.FOLLOW_UPS_ON, "on"), (words.FOLLOW_UPS_OFF, "off"))
    )
    radio: Block = {
        "type": "radio_buttons",
        "action_id": Field.FOLLOW_UPS.value,
        "options": [on, off],
        "initial_option": on if follow_ups else off,
    }
    body = [field(Field.FOLLOW_UPS, words.FOLLOW_UPS_LABEL, radio)]
    return modal(Callback.SETTINGS, words.SETTINGS_TITLE, body, submit=words.SAVE, metadata=channel)


def _by_section(answer: Answer) -> dict[str, list[tuple[Source, str]]]:
    labels: dict[Source, list[str]] = {}
    for figure in (*answer.figures, *answer.context):
        for source in figure.sources:
            labels.setdefault(source, []).append(figure_label(figure, answer.query))
    for item in (*answer.items, *answer.details):
        for position, figure in enumerate(item.figures):
            for source in figure.sources:
                labels.setdefault(source, []).append(item_figure_label(item, position, answer.query))
    for remark in answer.remarks:
        labels.setdefault(remark.source, []).append(words.IN_ITS_WORDS)
    sections: dict[str, list[tuple[Source, str]]] = {}
    for source in sorted(labels, key=lambda each: (each.line, each.section)):
        said = "、".join(list(dict.fromkeys(labels[source]))[:_MOST_LABELS])
        sections.setdefault(source.section, []).append((source, said))
    return sections


def field(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """Something to fill in; its block id is its name."""
    return {
        "type": "input",
        "block_id": str(name),
        "label": plain(label, LIMITS["input.label"]),
        "element": element,
        "optional": optional,
        **({"hint": plain(hint, LIMITS["input.hint"])} if hint else {}),
    }


def modal(callback: Callback, title: str, blocks: list[Block], *, submit: str = "", metadata: str = "") -> View:
    """A window; one that nothing is submitted in has no `submit`."""
    return {
        "type": "modal",
        "callback_id": callback.value,
        "title": plain(title, LIMITS["view.title"]),
        "close": plain(words.CLOSE, LIMITS["view.close"]),
        "blocks": blocks,
        "private_metadata": metadata[: LIMITS["view.private_metadata"]],
        **({"submit": plain(submit, LIMITS["view.submit"])} if submit else {}),
    }
