"""A digest as a message: a heading a section, native tables and charts, sources, what to ask on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.digest.edition import Edition, Section
from bot.slack.view.actions import Action
from bot.slack.view.answer import MOST_TEXT, Told, distinct, in_lines, native, still, told_one
from bot.slack.view.charts import chart_of
from bot.slack.view.escape import cut, escape
from bot.slack.view.grids import data_table, table
from bot.slack.view.limits import LIMITS, check_message
from bot.slack.view.message import Block, Look, Message
from bot.slack.view.parts import heading, mrkdwn, paragraphs, question_buttons, small
from bot.slack.view.tables import Cell, Column, figure_cell
from bot.wording import digest as words
from bot.wording import digest_windows as windows
from bot.wording import slack as said
from bot.wording.footers import sources_line
from db.answer import Figure
from db.changes import Change
from nlp.query import DisplayUnit, Unit
from nlp.say import period_name

_ROWS = (20, 5, 3, 1, 0)
"""Rows a table of the text: as many as leave it short enough."""
_BUTTONS_EACH = 10
_PLAIN_ROWS = 8
_MOST_LABEL = 40


@dataclass(frozen=True, slots=True)
class _Shown:
    """A section, ready to be laid out."""

    section: Section
    told: tuple[Told, ...]
    small: tuple[str, ...]
    first_button: int
    table: bool
    """Whether it may have the one plain table of a message."""


def digest_message(edition: Edition, owner: str) -> Message:
    """The message of an edition; `owner` is the id of who set it up."""
    shown = _shown(edition)
    forms = [[heading(words.headline(edition)), *_laid_out(shown, form), _foot(owner)] for form in _FORMS]
    text = _text(edition)
    first, *rest = distinct([tuple(form) for form in forms if not check_message(text, form)])
    return Message(text, first, tuple(rest))


def _foot(owner: str) -> Block:
    said = windows.foot(f"<@{escape(owner)}>")
    return {"type": "context", "elements": [mrkdwn(said, LIMITS["context.text"])]}


def _shown(edition: Edition) -> tuple[_Shown, ...]:
    charts, tables = LIMITS["message.data_visualization"], LIMITS["message.table"]
    found = []
    for number, section in enumerate(edition.sections):
        answered = words.told(section, edition.catalogue)
        several: list[Told] = []
        for each in answered:
            drawn = each.part.chart and charts > 0 and chart_of(each.part.answer) is not None
            charts -= drawn
            rows = each.words.rows if each.part.rows else ()
            one = told_one(each.part.answer, each.words.lead, rows, Look(chart=drawn))
            # What a section begins with is bold; what leads over to its next table is not.
            several.append(replace(one, lead=(), lines=(*one.lead, *one.lines)) if several else one)
        cells = words.section_sources(section, answered)
        lines = (*words.notes(answered), *([sources_line(cells)] if cells else ()))
        has_table = any(one.rows.items for one in several) or bool(_changes(section))
        found.append(_Shown(section, tuple(several), lines, number * _BUTTONS_EACH + 1, has_table and tables > 0))
        tables -= has_table
    return tuple(found)


def _laid_out(shown: tuple[_Shown, ...], form: Callable[[_Shown], list[Block]]) -> list[Block]:
    blocks: list[Block] = []
    for each in shown:
        blocks += [{"type": "divider"}, heading(words.title(each.section)), *form(each), *small(each.small)]
        asks = each.section.asks[:_BUTTONS_EACH]
        questions = [(cut(choice.label, _MOST_LABEL), choice.question) for choice in asks]
        blocks += question_buttons(Action.ASK, questions, 0, start=each.first_button)
    return blocks


def _native(each: _Shown) -> list[Block]:
    changes = _changes(each.section)
    caption = said.table_caption(1, len(changes), sum(len(one.changes) for one in each.section.arrivals))
    grid = [data_table(_columns(changes), caption)] if changes else []
    return [*native(list(each.told)), *_lines(each, changes=False), *grid]


def _still(each: _Shown) -> list[Block]:
    if not each.table:
        return _plain(each)
    changes = _changes(each.section)
    grid = [table(_columns(changes))] if changes else []
    return [*still(list(each.told)), *_lines(each, changes=False), *grid]


def _plain(each: _Shown) -> list[Block]:
    return [*in_lines(list(each.told)), *_lines(each, changes=True)]


_FORMS = (_native, _still, _plain)


def _lines(each: _Shown, *, changes: bool) -> list[Block]:
    section = each.section
    told = words.news_lines(section, changes=False)
    told += [words.changed(one) for one in _changes(section)[:_PLAIN_ROWS]] if changes else []
    return paragraphs([*words.heard_lines(section), *told])


def _changes(section: Section) -> list[Change]:
    """What changed most, first."""
    found = [one for arrival in section.arrivals for one in arrival.changes]
    return sorted(found, key=_size, reverse=True)[: words.MOST_CHANGES]


def _size(one: Change) -> int:
    figure = one.difference or one.after or one.before
    return abs(int(figure.value)) if figure else 0


def _columns(changes: list[Change]) -> list[Column]:
    def amounts(label: str, figures: list[Figure | None]) -> Column:
        cells = tuple(Cell("") if one is None else figure_cell(one, DisplayUnit.THOUSAND_YEN) for one in figures)
        return Column(said.with_unit(label, Unit.THOUSAND_YEN.value), True, cells)

    return [
        Column(words.CHANGED_NAME, False, tuple(Cell(words.changed_name(one)) for one in changes)),
        Column(words.CHANGED_PERIOD, False, tuple(Cell(period_name(one.period)) for one in changes)),
        amounts(words.BEFORE, [one.before for one in changes]),
        amounts(words.AFTER, [one.after for one in changes]),
        amounts(words.DIFFERENCE, [one.difference for one in changes]),
    ]


def _text(edition: Edition) -> str:
    """Complete by itself, with as many rows as leave it short enough to be seen."""
    texts = (escape(words.edition_text(edition, rows)) for rows in _ROWS)
    last = ""
    for last in texts:
        if len(last) <= MOST_TEXT:
            return last
    return cut(last, MOST_TEXT)
