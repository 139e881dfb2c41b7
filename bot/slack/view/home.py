"""The home tab: the department at a glance, examples to press, one's own questions, the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.answering import Turn
from bot.reply import Status
from bot.slack.view.actions import Action, Callback, Press
from bot.slack.view.charts import chart_of, drawn, visualization
from bot.slack.view.grids import data_table, table
from bot.slack.view.limits import check_view
from bot.slack.view.message import Block
from bot.slack.view.modals import View
from bot.slack.view.parts import button, heading, lead, paragraphs, question_buttons, row, small
from bot.slack.view.rows import rows_of
from bot.slack.view.tables import caption, columns, window
from bot.wording import slack as said
from bot.wording import slack_views as words
from bot.wording.examples import examples, first_named
from bot.wording.rows import row_lines
from db.answer import Answer
from nlp.catalogue import Catalogue
from nlp.explain import document_name
from nlp.query import Category, Kind

_MOST_RECENT = 5


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A document of the store, as the home tab tells of it."""

    name: str
    revision: int
    loaded_at: datetime
    """With its time zone."""
    reconciled: bool
    chosen: bool
    """Questions are about this one."""


@dataclass(frozen=True, slots=True)
class RecentQuestion:
    asked: int
    """Id of the stored question."""
    text: str


@dataclass(frozen=True, slots=True)
class HomeQuestions:
    """What the home tab's figures are answers to; each empty where the document has no such thing."""

    total: str
    divisions: str
    new_projects: str


@dataclass(frozen=True, slots=True)
class HomeState:
    """Everything one person's home tab shows."""

    catalogue: Catalogue
    total: Turn | None = None
    divisions: Turn | None = None
    new_projects: Turn | None = None
    documents: tuple[LoadedDocument, ...] = ()
    recent: tuple[RecentQuestion, ...] = ()
    """Latest first."""
    digest: str = ""
    """What is set up, in words; empty: nothing."""
    settings: bool = False
    """Whether this person may change settings."""


def home_questions(catalogue: Catalogue) -> HomeQuestions:
    """The questions to take turns with, each alone, for `HomeState`."""
    department = first_named(catalogue, Kind.DEPARTMENT)
    projects = [entry for entry in catalogue.entries if entry.named.kind is Kind.PROJECT]
    has_new = any(entry.category is Category.NEW for entry in projects)
    return HomeQuestions(
        total=said.budget_question(department) if department else "",
        divisions=said.DIVISIONS_QUESTION if first_named(catalogue, Kind.DIVISION) else "",
        new_projects=said.category_list_question(Category.NEW.value) if has_new else "",
    )


def home_views(state: HomeState) -> tuple[View, ...]:
    """The home tab, richest form first: for a workspace that refuses its tables and charts there are plainer ones."""
    forms = [_view(state, show) for show in (_native, _still, _lines)]
    return tuple(view for view in forms if not check_view(view))


def _view(state: HomeState, show: Callable[[Answer], list[Block]]) -> View:
    blocks = [
        heading(document_name(state.catalogue.document)),
        *_headline(state.total),
        *row([button(Action.OPEN_ASK, words.ASK, Press(0), style="primary")]),
        *_shown(words.DIVISIONS, state.divisions, show),
        *_shown(words.NEW_PROJECTS, state.new_projects, show),
        heading(words.EXAMPLES),
        *question_buttons(Action.ASK, ((choice.question, choice.question) for choice in examples(state.catalogue)), 0),
        heading(words.RECENT),
        *_recent(state.recent),
        heading(words.DOCUMENTS),
        *paragraphs(_document_lines(state.documents)),
        heading(words.DIGEST),
        *paragraphs([state.digest or words.NO_DIGEST]),
        *row([button(Action.DIGESTS, words.SET_UP_DIGESTS, Press(0))]),
        *(row([button(Action.SETTINGS, words.SETTINGS, Press(0))]) if state.settings else []),
    ]
    return {"type": "home", "callback_id": Callback.HOME.value, "blocks": blocks}


def _headline(turn: Turn | None) -> list[Block]:
    if turn is None or turn.reply.status is not Status.ANSWERED:
        return []
    return lead(turn.reply.headline.splitlines())


def _shown(title: str, turn: Turn | None, show: Callable[[Answer], list[Block]]) -> list[Block]:
    if turn is None or turn.reply.status is not Status.ANSWERED:
        return []
    return [heading(title), *(block for answer in turn.answers for block in show(answer)), *small(turn.reply.notes)]


def _native(answer: Answer) -> list[Block]:
    chart = chart_of(answer)
    return [*([visualization(chart)] if chart is not None else []), *_grid(answer, native=True)]


def _still(answer: Answer) -> list[Block]:
    return [*_drawn(answer), *_grid(answer, native=False)]


def _lines(answer: Answer) -> list[Block]:
    rows = rows_of(answer)
    return [*_drawn(answer), *paragraphs(row_lines(rows.items, answer.query, numbered_from=rows.start))]


def _drawn(answer: Answer) -> list[Block]:
    chart = chart_of(answer)
    return paragraphs(drawn(chart)) if chart is not None else []


def _grid(answer: Answer, *, native: bool) -> list[Block]:
    rows = rows_of(answer)
    shown = window(len(rows.items), None)
    if not rows.items:
        return []
    found = columns(rows, answer.query, shown)
    rest = [] if shown.whole else small([said.remaining(shown.total - shown.last)])
    return [data_table(found, caption(rows, shown)) if native else table(found), *rest]


def _recent(recent: tuple[RecentQuestion, ...]) -> list[Block]:
    asked = dict.fromkeys(" ".join(each.text.split()) for each in recent)
    questions = [(text, text) for text in asked if text][:_MOST_RECENT]
    # The examples of the same view are numbered from 1.
    return question_buttons(Action.ASK, questions, 0, start=51) or small([words.NO_RECENT])


def _document_lines(documents: Iterable[LoadedDocument]) -> list[str]:
    return [
        words.document_line(each.name, each.revision, each.loaded_at, reconciled=each.reconciled, chosen=each.chosen)
        for each in documents
    ]
