"""A reading and its answers as one Reply."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.reply import Reason, Reply, ReplyFigure, ReplyItem, ReplyPart, ReplySource, Status
from bot.wording import asks, declines, gaps
from bot.wording.answers import answer_words
from bot.wording.figures import Words
from bot.wording.footers import text_of
from bot.wording.intents import intent
from bot.wording.labels import figure_label, reply_figures, reply_items
from bot.wording.notes import left_out_words, notes, took_words
from bot.wording.policies import with_pillars
from bot.wording.talk import talk
from bot.wording.terms import definition
from db.answer import Answer, Figure, Gap
from nlp.catalogue import Catalogue, DocumentRef
from nlp.explain import document_name, reading_lines
from nlp.query import Operation, Query, Unit
from nlp.reading import AskBack, Decline, Reading, Refusal, Talk, Understood


@dataclass(frozen=True, slots=True)
class Part:
    """What one of the message's questions comes to."""

    status: Status
    words: Words
    reason: Reason | None = None
    figures: tuple[ReplyFigure, ...] = ()
    items: tuple[ReplyItem, ...] = ()
    yes: bool | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[ReplySource, ...] = ()


def reply(reading: Reading, answers: tuple[Answer, ...], document: DocumentRef, catalogue: Catalogue) -> Reply:
    """The whole reply to one turn.

    Args:
        reading: the question, read.
        answers: one for each query of an understood reading, in order; else empty.
        document: the document asked about.
        catalogue: its names, for examples and for what it holds.
    """
    match reading.outcome:
        case Understood() as understood if answers:
            return _answered(reading, understood, answers, document, catalogue)
        case AskBack() as outcome:
            return _asked_back(reading.question, outcome, catalogue)
        case Decline() as outcome:
            return _declined(reading.question, outcome, catalogue)
        case Talk(kind):
            lines = talk(kind, catalogue)
            text = text_of(lines, ())
            return Reply(reading.question, Status.HELP, text, headline=text, intent=kind.value)
        case _:
            return _declined(reading.question, Decline(Refusal.NOT_UNDERSTOOD), catalogue)


def _answered(
    reading: Reading, understood: Understood, answers: tuple[Answer, ...], document: DocumentRef, catalogue: Catalogue
) -> Reply:
    parts = [part(answer, document, catalogue) for answer in answers]
    answered = [each for each in parts if each.status is Status.ANSWERED]
    said = (
        *(took_words(took) for took in understood.took),
        *left_out_words(reading.unread),
        *(note for each in parts for note in each.notes),
    )
    told = tuple(dict.fromkeys(said))
    line = reading_lines(tuple(_spelt(answer.query) for answer in answers), document, understood.inherited)
    sources = tuple(dict.fromkeys(source for each in parts for source in each.sources))
    lead, rows = _joined(parts)
    verdicts = {each.yes for each in answered if each.yes is not None}
    return Reply(
        question=reading.question,
        status=Status.ANSWERED if answered else Status.DECLINED,
        text=text_of(lead, rows, told, line, sources),
        headline="\n".join(line for each in parts for line in each.words.lead),
        reason=None if answered else parts[0].reason,
        intent=intent(answers[0].query),
        reading=line,
        figures=tuple(figure for each in parts for figure in each.figures),
        items=tuple(dict.fromkeys(item for each in parts for item in each.items)),
        yes=verdicts.pop() if len(verdicts) == 1 else None,
        notes=told,
        sources=sources,
        parts=tuple(ReplyPart(each.words.lead, each.words.rows) for each in parts),
    )


def _spelt(query: Query) -> Query:
    """A term is read under the name it is explained by."""
    term = definition(query.term) if query.term else None
    return query if term is None else replace(query, term=term.name)


def _joined(parts: list[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lead and rows of one question; of several, everything in order."""
    if len(parts) == 1:
        return parts[0].words.lead, parts[0].words.rows
    lines = dict.fromkeys(line for each in parts for line in (*each.words.lead, *each.words.rows))
    return tuple(lines), ()


def part(answer: Answer, document: DocumentRef, catalogue: Catalogue) -> Part:
    """What one answer says, and what of it."""
    answer = with_pillars(answer, catalogue)
    if answer.query.operation is Operation.DEFINE and definition(answer.query.term or "") is None:
        return _gap_part(_with_gap(answer, Gap.NO_TERM), catalogue)
    if not gaps.is_answer(answer):
        return _gap_part(answer, catalogue)
    return Part(
        Status.ANSWERED,
        answer_words(answer),
        figures=_figures(answer),
        items=reply_items(answer),
        yes=False if answer.query.operation is Operation.EXISTS and answer.gap else answer.yes,
        notes=notes(answer, catalogue),
        sources=_sources(answer, document),
    )


def _gap_part(answer: Answer, catalogue: Catalogue) -> Part:
    told = gaps.declined_gap(answer, catalogue)
    return Part(Status.DECLINED, Words(told.lead), reason=told.reason)


def _with_gap(answer: Answer, gap: Gap) -> Answer:
    return Answer(answer.query, answer.document, gap=gap)


def _figures(answer: Answer) -> tuple[ReplyFigure, ...]:
    """The headline; a count of nothing is 0, whether or not the store says so."""
    if answer.query.operation is Operation.COUNT and not answer.figures:
        nothing = Figure(0, Unit.COUNT, computed=True)
        return (ReplyFigure(figure_label(nothing, answer.query), 0, Unit.COUNT.value),)
    return reply_figures(answer)


def _sources(answer: Answer, document: DocumentRef) -> tuple[ReplySource, ...]:
    name = document_name(document)
    return tuple(ReplySource(name, source.section, source.line, source.quote) for source in answer.sources)


def _asked_back(question: str, outcome: AskBack, catalogue: Catalogue) -> Reply:
    offered = asks.choices(outcome, catalogue)
    words = asks.ask_back(outcome, offered)
    return Reply(
        question,
        Status.CLARIFY,
        text_of(words.lead, words.rows),
        headline="\n".join(words.lead),
        intent=outcome.why.value,
        choices=offered,
    )


def _declined(question: str, outcome: Decline, catalogue: Catalogue) -> Reply:
    told = declines.declined(outcome, catalogue)
    text = text_of(told.lead, ())
    return Reply(question, Status.DECLINED, text, headline=text, reason=told.reason, intent=outcome.why.value)
