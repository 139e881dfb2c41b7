"""Questions that can be answered, made from the document's own names."""

from __future__ import annotations

from collections.abc import Iterable

from bot.reply import ReplyChoice
from nlp.catalogue import Catalogue, Entry
from nlp.explain import document_name
from nlp.query import Category, Kind, Period
from nlp.reading import Choice
from nlp.say import phase_name, quoted, year_name


def examples(catalogue: Catalogue) -> tuple[ReplyChoice, ...]:
    """A few questions over the document: a division's budget, its change, a category, the largest projects, who."""
    division = first_named(catalogue, Kind.DIVISION)
    project = shortest_project(catalogue)
    found: list[ReplyChoice] = []
    if division:
        found.append(amount_question(division))
        if catalogue.bases:
            found.append(ReplyChoice(f"{division}の増減", f"{division}は前年度からいくら増減した？"))
    categories = {entry.category for entry in catalogue.entries if entry.named.kind is Kind.PROJECT}
    if Category.NEW in categories:
        found.append(ReplyChoice("新規事業", "新規事業を挙げて"))
    if project:
        found.append(ReplyChoice("大きい事業", "予算の大きい順に事業を5つ"))
        found.append(ReplyChoice(f"{project}の担当", f"{project}の担当課は？"))
    return tuple(found)


def subject_choices(catalogue: Catalogue) -> tuple[ReplyChoice, ...]:
    """What «あれ» could be, for a question without a subject: the department, a division, a project."""
    names = (
        first_named(catalogue, Kind.DEPARTMENT) and "部全体",
        first_named(catalogue, Kind.DIVISION),
        shortest_project(catalogue),
    )
    return tuple(amount_question(name) for name in names if name)


def amount_question(name: str) -> ReplyChoice:
    """«雇用対策課の予算は？»"""
    return ReplyChoice(f"{name}の予算", f"{name}の予算は？")


def first_named(catalogue: Catalogue, kind: Kind) -> str | None:
    """The first name of a kind, in printed order."""
    return next((entry.named.name for entry in catalogue.entries if entry.named.kind is kind), None)


def shortest_project(catalogue: Catalogue) -> str | None:
    """The shortest project name: the easiest to read in an example."""
    names = [entry.named.name for entry in catalogue.entries if entry.named.kind is Kind.PROJECT]
    return min(names, key=len, default=None)


def try_line(choices: Iterable[Choice | ReplyChoice]) -> str:
    """«「雇用対策課の予算は？」のように尋ねていただければ、お答えできます。»; empty without any."""
    questions = "、".join(quoted(choice.question) for choice in choices)
    return f"{questions}のように尋ねていただければ、お答えできます。" if questions else ""


def holdings(catalogue: Catalogue) -> str:
    """What the document does hold, in one sentence."""
    name = document_name(catalogue.document)
    tables = f"{_periods_words(catalogue.periods)}の、課・会計別の予算額" if catalogue.periods else ""
    projects = sum(_is_project(entry) for entry in catalogue.entries)
    listed = f"{'と、' if tables else ''}主要事業{projects}件の予算額・担当課・概要" if projects else ""
    return f"この資料（{name}）にあるのは、{tables}{listed}です。" if tables or listed else f"この資料は{name}です。"


def _is_project(entry: Entry) -> bool:
    return entry.named.kind is Kind.PROJECT


def _periods_words(periods: tuple[Period, ...]) -> str:
    """«令和2年度当初、令和元年度当初・9月現計»: each year named once."""
    years: dict[int, list[str]] = {}
    for period in periods:
        years.setdefault(period.fiscal_year, []).append(phase_name(period))
    return "、".join(year_name(year) + "・".join(phases) for year, phases in years.items())
