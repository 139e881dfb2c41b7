"""A well-formed question the document has no answer to."""

from __future__ import annotations

from collections.abc import Callable

from bot.reply import Reason, ReplyChoice
from bot.wording.declines import Declined, other_period, project_period
from bot.wording.examples import amount_question, examples, first_named, holdings, try_line
from bot.wording.figures import figure_sentences
from bot.wording.terms import term_names
from db.answer import Answer, Gap
from nlp.catalogue import Catalogue
from nlp.explain import selection_words
from nlp.query import POLICY_KINDS, About, Kind, Measure, Operation, Selection
from nlp.say import quoted

_ROW_QUESTIONS = (Operation.LIST, Operation.EXISTS, Operation.COUNT)


def is_answer(answer: Answer) -> bool:
    """Whether the answer answers: «none» does for a list, a count or yes/no, unless a topic was searched for."""
    if answer.gap is None:
        return True
    if answer.gap is not Gap.NO_ROWS or searches_topic(answer.query.selection):
        return False
    return answer.query.operation in _ROW_QUESTIONS or (
        answer.query.operation is Operation.CHECK and answer.yes is not None
    )


def searches_topic(selection: Selection) -> bool:
    """Whether the rows were asked for by what they are about."""
    return any(isinstance(condition, About) and not condition.negated for condition in selection.conditions)


def declined_gap(answer: Answer, catalogue: Catalogue) -> Declined:
    """Why there is no answer, and what could be asked instead."""
    gap = answer.gap or Gap.NO_ROWS
    return _WORDS[gap](answer, catalogue)


def _declined(reason: Reason, *lines: str) -> Declined:
    return Declined(reason, tuple(line for line in lines if line))


def _no_rows(answer: Answer, catalogue: Catalogue) -> Declined:
    rows = selection_words(answer.query)
    nearest = try_line(examples(catalogue)[2:4] or examples(catalogue)[:2])
    if searches_topic(answer.query.selection):
        return _declined(Reason.NO_MATCH, f"この資料に、{rows}は見当たりません。", nearest)
    return _declined(Reason.NO_MATCH, f"{rows}に当たるものは、この資料にありません。", nearest)


def _no_figure(answer: Answer, catalogue: Catalogue) -> Declined:
    query = answer.query
    of_table = any(subject.kind in _TABLE for subject in query.selection.subjects)
    divides = query.operation in (Operation.RATIO, Operation.SHARE) or query.measure is Measure.CHANGE_RATE
    if divides and of_table:
        said = "割る相手の額が0円か、資料に載っていないため、率を計算できません。"
    elif of_table:
        said = f"{selection_words(query)}のこの金額は、資料に載っていません。"
    else:
        other = query.period if query.period != catalogue.default_period else None
        said = project_period(other)
    names = [subject.name for subject in query.selection.subjects if subject.kind not in POLICY_KINDS]
    division = first_named(catalogue, Kind.DIVISION)
    nearest = [amount_question(names[0])] if names else []
    if query.measure is not Measure.BUDGET and division and not of_table:
        nearest.append(ReplyChoice("", f"{division}は前年度からいくら増減した？"))
    return _declined(Reason.NOT_IN_DOCUMENT, said, holdings(catalogue), try_line(nearest or examples(catalogue)[:1]))


def _no_period(answer: Answer, catalogue: Catalogue) -> Declined:
    query = answer.query
    lacking = next(
        (period for period in (query.period, query.base) if period is not None and period not in catalogue.periods),
        query.period,
    )
    names = [subject.name for subject in query.selection.subjects]
    nearest = [amount_question(names[0])] if names else examples(catalogue)[:1]
    return _declined(Reason.NOT_IN_DOCUMENT, other_period(lacking), holdings(catalogue), try_line(nearest))


def _no_reason(answer: Answer, catalogue: Catalogue) -> Declined:
    """The presupposition holds; its figures are said, the reason is not in the document."""
    moves = tuple(figure for figure in answer.context if figure.measure is not Measure.BUDGET) or answer.context
    known = figure_sentences(moves, answer.query) if moves else None
    facts = (*known.lead, *known.rows) if known else ()
    division = next(
        (subject.name for subject in answer.query.selection.subjects if subject.kind is Kind.DIVISION), None
    )
    nearest = try_line([ReplyChoice("", f"{division}の事業を金額の大きい順に")] if division else [])
    return _declined(
        Reason.NOT_IN_DOCUMENT, "増減などの理由は、この資料に書かれていません。", *facts, nearest or holdings(catalogue)
    )


def _no_term(answer: Answer, catalogue: Catalogue) -> Declined:
    term = quoted(answer.query.term) if answer.query.term else "お尋ねの言葉"
    known = "、".join(quoted(name) for name in term_names()[:5])
    return _declined(Reason.NO_MATCH, f"{term}の説明は持っていません。", f"説明できるのは{known}などです。")


def _no_parts(answer: Answer, catalogue: Catalogue) -> Declined:
    rows = selection_words(answer.query)
    names = [subject.name for subject in answer.query.selection.subjects]
    nearest = try_line([ReplyChoice("", f"{names[0]}の内容は？")] if names else examples(catalogue)[:1])
    return _declined(Reason.NOT_IN_DOCUMENT, f"{rows}の内訳は、この資料に載っていません。", nearest)


_TABLE = (Kind.DEPARTMENT, Kind.DIVISION, Kind.ACCOUNT)
_WORDS: dict[Gap, Callable[[Answer, Catalogue], Declined]] = {
    Gap.NO_ROWS: _no_rows,
    Gap.NO_FIGURE: _no_figure,
    Gap.NO_PERIOD: _no_period,
    Gap.NO_REASON: _no_reason,
    Gap.NO_TERM: _no_term,
    Gap.NO_PARTS: _no_parts,
}
