"""The row under an answer: only what changes something for this answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answering import Turn
from bot.reply import Status
from bot.slack.view.actions import Action, Press, Task, action_id
from bot.slack.view.message import AskedRef, Block, Look
from bot.slack.view.parts import button, option, plain, question_buttons, row
from bot.slack.view.questions import next_questions
from bot.slack.view.tables import Window, is_money
from bot.wording import slack as words
from db.answer import Answer, Figure
from nlp.catalogue import Catalogue
from nlp.query import DisplayUnit

MOST_CHOICES = 10


def choices(turn: Turn, asked: AskedRef) -> list[Block]:
    """The ways a question could be meant, a button each."""
    offered = ((choice.label, choice.question) for choice in turn.reply.choices[:MOST_CHOICES])
    return question_buttons(Action.CHOOSE, offered, asked.id)


def suggestions(turn: Turn, asked: AskedRef, catalogue: Catalogue) -> list[Block]:
    """What could be asked next."""
    return question_buttons(Action.ASK, next_questions(turn, catalogue), asked.id)


def tools(
    turn: Turn, asked: AskedRef, look: Look, catalogue: Catalogue, windows: tuple[Window, ...], *, charted: bool
) -> list[Block]:
    """How else the answer can be seen, where it comes from, what people think of it, and how to take it away.

    Args:
        turn: the answered question.
        asked: where the buttons lead back to.
        look: how it is seen now.
        catalogue: what it could be compared with instead.
        windows: of each answer with rows, which of them are shown.
        charted: whether a picture can be made of it.
    """
    own = replace(look, ephemeral=False, can_share=False, shared=False)
    elements: list[Block] = []
    if look.ephemeral and look.can_share:
        elements.append(button(Action.SHARE, words.SHARE_IN_CHANNEL, Press(asked.id, own), style="primary"))
    if turn.reply.status is Status.ANSWERED:
        looks = [*_pages(own, windows), *_chart(own, charted), *_bases(turn, own, catalogue)]
        elements += [
            button(Action.LOOK, label, Press(asked.id, to), number) for number, (label, to) in enumerate(looks, 1)
        ]
        elements += _units(turn, own, asked.id)
        if turn.reply.sources:
            elements.append(button(Action.SOURCES, words.SOURCES, Press(asked.id, own)))
    if turn.reply.status in (Status.ANSWERED, Status.DECLINED):
        elements += [
            button(Action.VOTE_UP, words.GOOD, Press(asked.id, own)),
            button(Action.VOTE_DOWN, words.BAD, Press(asked.id, own)),
        ]
    return row([*elements, *_more(turn, asked, own, deletable=asked.deletable and not look.ephemeral)])


def figures_of(answers: tuple[Answer, ...]) -> Iterator[Figure]:
    """Every figure that is shown."""
    for answer in answers:
        yield from (*answer.figures, *answer.context)
        yield from (figure for item in (*answer.items, *answer.details) for figure in item.figures)


def _pages(look: Look, windows: tuple[Window, ...]) -> list[tuple[str, Look]]:
    if all(window.whole for window in windows):
        return [(words.FEWER, replace(look, page=None))] if look.page is not None and windows else []
    if look.page is None:
        return [(words.whole(sum(window.total for window in windows)), replace(look, page=1))]
    last = max(window.pages for window in windows)
    turned = [(words.PREVIOUS_PAGE, replace(look, page=look.page - 1))] if look.page > 1 else []
    return turned + ([(words.NEXT_PAGE, replace(look, page=look.page + 1))] if look.page < last else [])


def _chart(look: Look, charted: bool) -> list[tuple[str, Look]]:
    if not charted:
        return []
    shown = bool(look.chart)
    return [(words.HIDE_CHART if shown else words.SHOW_CHART, replace(look, chart=not shown))]


def _bases(turn: Turn, look: Look, catalogue: Catalogue) -> list[tuple[str, Look]]:
    """What else the answer could be compared with, where it is the answer to a comparison."""
    used = {(answer.query.base, answer.query.period) for answer in turn.answers if answer.query.base is not None}
    if len(used) != 1 or not any(figure.base for figure in figures_of(turn.answers)):
        return []
    base, period = used.pop()
    others = [other for other in catalogue.bases if other not in (base, period)]
    return [(words.against(other, period), replace(look, base=other)) for other in others[:2]]


def _units(turn: Turn, look: Look, asked: int) -> list[Block]:
    """A menu of units, the present one chosen, where there are amounts."""
    if not any(is_money(figure) for figure in figures_of(turn.answers)):
        return []
    now: DisplayUnit | None = next((answer.query.unit for answer in turn.answers if answer.query.unit), None)
    options = {unit: option(label, Press(asked, replace(look, unit=unit))) for unit, label in words.UNITS.items()}
    menu: Block = {
        "type": "static_select",
        "action_id": action_id(Action.LOOK, 9),
        "placeholder": plain(words.UNIT),
        "options": list(options.values()),
    }
    return [{**menu, "initial_option": options[now]} if now in options else menu]


def _more(turn: Turn, asked: AskedRef, look: Look, *, deletable: bool) -> list[Block]:
    tasks = [(words.CSV, Task.CSV), (words.XLSX, Task.XLSX)] if any(figures_of(turn.answers)) else []
    tasks += [(words.DELETE, Task.DELETE)] if deletable else []
    if not tasks:
        return []
    options = [option(label, Press(asked.id, look, task=task)) for label, task in tasks]
    return [{"type": "overflow", "action_id": action_id(Action.MORE), "options": options}]
