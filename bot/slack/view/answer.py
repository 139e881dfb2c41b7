"""An answer as a message: text that is whole by itself, and blocks from the richest form to the plainest."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.answering import Turn
from bot.reply import Reply, ReplySource
from bot.slack.view.buttons import choices, suggestions, tools
from bot.slack.view.charts import Chart, chart_of, drawn, visualization
from bot.slack.view.escape import clean, cut, escape
from bot.slack.view.grids import data_table, table
from bot.slack.view.limits import LIMITS, check_message
from bot.slack.view.message import AskedRef, Attachment, Block, Look, Message
from bot.slack.view.parts import lead, mrkdwn, paragraphs, small
from bot.slack.view.rows import Rows, rows_of
from bot.slack.view.tables import HEAD, Window, caption, columns, window
from bot.wording import slack as words
from bot.wording.footers import sources_line
from bot.wording.rows import row_lines
from db.answer import Answer
from nlp.catalogue import Catalogue

MOST_TEXT = 3_900
"""Slack cuts top-level text at 40,000 characters, but shows no more than about 4,000 of it."""
_ENOUGH_FOR_A_TABLE = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One of the message's questions answered: sentences, then rows."""

    lead: tuple[str, ...]
    lines: tuple[str, ...] = ()
    """The rows as lines, where they make no table."""
    answer: Answer | None = None
    rows: Rows = field(default_factory=Rows)
    window: Window = field(default_factory=lambda: Window(0, 0, 0))
    chart: Chart | None = None
    """Where a picture is wanted."""
    charted: bool = False
    """Whether a picture can be made of it."""


def answer_message(turn: Turn, asked: AskedRef, look: Look, catalogue: Catalogue) -> Message:
    """The message that answers one turn.

    Args:
        turn: the question answered, its unit and base as `look` has them.
        asked: the stored question the buttons lead back to.
        look: page, chart, who sees it.
        catalogue: the document's names, for questions to ask next and for what to compare with instead.
    """
    told = _told(turn, look)
    below = _below(turn, asked, look, catalogue, told)
    above = _above(turn.reply, asked, look)
    # Sentences alone look the same in every form.
    shown = (native, still, in_lines) if any(each.rows.items or each.chart for each in told) else (native,)
    forms = [[*above, *form(told), *below] for form in shown]
    text, file = _text(turn.reply)
    first, *rest = distinct([tuple(form) for form in forms if not check_message(text, form)])
    return Message(text, first, tuple(rest), file, sound=True)


def _told(turn: Turn, look: Look) -> list[Told]:
    if not turn.answers:
        return [Told(tuple((turn.reply.headline or turn.reply.text).splitlines()))]
    parts = zip(turn.answers, turn.reply.parts, strict=True)
    return [told_one(answer, each.lead, each.rows, look) for answer, each in parts]


def told_one(answer: Answer, said: tuple[str, ...], lines: tuple[str, ...], look: Look) -> Told:
    rows = rows_of(answer)
    chart = chart_of(answer, rows)
    wanted, charted = chart if look.chart else None, chart is not None
    shown = window(len(rows.items), look.page)
    if len(rows.items) < _ENOUGH_FOR_A_TABLE or not lines:
        return Told(said, lines, answer, chart=wanted, charted=charted)
    return Told(said, (), answer, rows, shown, wanted, charted)


def native(told: list[Told]) -> list[Block]:
    """With Slack's own sortable tables and charts."""
    blocks: list[Block] = []
    charts = 0
    for each in told:
        blocks += [*lead(each.lead), *paragraphs(each.lines)]
        if each.chart is not None and charts < LIMITS["message.data_visualization"]:
            blocks.append(visualization(each.chart))
            charts += 1
        if each.rows.items and each.answer is not None:
            found = columns(each.rows, each.answer.query, each.window)
            blocks += [data_table(found, caption(each.rows, each.window)), *_which(each)]
    return blocks


def still(told: list[Told]) -> list[Block]:
    """With a plain table, the one a message may have; charts drawn with letters."""
    blocks: list[Block] = []
    tables = 0
    for each in told:
        blocks += [*lead(each.lead), *paragraphs(each.lines), *_drawn(each)]
        if each.rows.items and each.answer is not None and tables < LIMITS["message.table"]:
            blocks += [table(columns(each.rows, each.answer.query, each.window)), *_which(each)]
            tables += 1
        else:
            blocks += paragraphs(_row_lines(each))
    return blocks


def in_lines(told: list[Told]) -> list[Block]:
    """With nothing but sections, which every Slack shows."""
    blocks: list[Block] = []
    for each in told:
        blocks += [*lead(each.lead), *paragraphs(each.lines), *_drawn(each), *paragraphs(_row_lines(each))]
    return blocks


def _drawn(told: Told) -> list[Block]:
    return paragraphs(drawn(told.chart)) if told.chart is not None else []


def _row_lines(told: Told) -> list[str]:
    if told.answer is None or not told.rows.items:
        return []
    shown = told.rows.items[told.window.first : told.window.last]
    start = None if told.rows.start is None else told.rows.start + told.window.first
    lines = list(row_lines(shown, told.answer.query, numbered_from=start, most=len(shown)))
    return lines + _rest(told)


def _rest(told: Told) -> list[str]:
    """What is not shown of the rows."""
    shown = told.window
    if shown.whole:
        return []
    if shown.last - shown.first > HEAD or shown.first:
        return [words.page(shown.page, shown.pages, shown.first + 1, shown.last, shown.total)]
    return [words.remaining(shown.total - shown.last)]


def _which(told: Told) -> list[Block]:
    return small(_rest(told))


def _above(reply: Reply, asked: AskedRef, look: Look) -> list[Block]:
    """The question, where nobody can see it above the answer."""
    if look.shared and asked.asker:
        said = words.asked_by(f"<@{asked.asker}>", escape(_one_line(reply.question)))
        return [{"type": "context", "elements": [mrkdwn(said, LIMITS["context.text"])]}]
    return small([words.asked(_one_line(reply.question))]) if look.shared or look.ephemeral else []


def _one_line(question: str) -> str:
    return cut(" ".join(clean(question).split()), 200)


def _below(turn: Turn, asked: AskedRef, look: Look, catalogue: Catalogue, told: list[Told]) -> list[Block]:
    reply = turn.reply
    # The reading above has named the document already.
    sources = tuple(ReplySource("", each.section, each.line, each.quote) for each in reply.sources)
    lines = [f"※ {note}" for note in reply.notes]
    lines += [words.reading(reply.reading)] if reply.reading else []
    lines += [sources_line(sources)] if sources else []
    windows = tuple(each.window for each in told if each.rows.items)
    charted = any(each.charted for each in told)
    return [
        *small(lines),
        *choices(turn, asked),
        *tools(turn, asked, look, catalogue, windows, charted=charted),
        *([] if look.shared else suggestions(turn, asked, catalogue)),
    ]


def _text(reply: Reply) -> tuple[str, Attachment | None]:
    """The whole answer as text; what is too long for a message goes along as a file."""
    text = escape(reply.text).strip() or words.NOTHING
    if len(text) <= MOST_TEXT:
        return text, None
    short = cut(text, MOST_TEXT - len(words.FILE_FOLLOWS) - 1)
    content = clean(reply.text).encode("utf-8-sig")
    return f"{short}\n{words.FILE_FOLLOWS}", Attachment("yosan.txt", words.WHOLE_TEXT, content)


def distinct(forms: list[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """Each form once; nothing but the text where even the plainest breaks a limit."""
    found: list[tuple[Block, ...]] = []
    for form in forms:
        if form not in found:
            found.append(form)
    return found or [()]
