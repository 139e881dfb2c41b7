"""What each block of a digest asks the store, and the section its answers make. Pure: no store, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.digest.edition import Part, Section
from bot.reply import ReplyChoice
from bot.wording import digest as words
from bot.wording import slack as asking
from bot.wording.gaps import is_answer
from db.answer import Answer, Item
from db.changes import Arrival
from db.digests.definitions import Topic, Walk
from db.talk.popular import Heard, Popular
from nlp.catalogue import Catalogue
from nlp.query import (
    Category,
    Condition,
    Facet,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Measure,
    Named,
    Operation,
    Order,
    Query,
    Scope,
    Selection,
)

CATEGORIES = (Category.NEW, Category.EXPANDED)
MOST_MOVES = 10
MOST_PROJECTS = 5
MOST_QUESTIONS = 5
_MOST_ASKS = 3


def subject_key(catalogue: Catalogue, named: Named) -> str:
    """What the ledger remembers of something told of: next year's No. 1 is another."""
    return f"{catalogue.document.slug}/{named.kind}/{named.key}"


def known(catalogue: Catalogue, name: str) -> Named | None:
    """The division or pillar of a name; None where the document has none."""
    kinds = (Kind.DIVISION, Kind.PILLAR)
    found = (entry.named for entry in catalogue.entries if entry.named.kind in kinds and entry.named.name == name)
    return next(found, None)


def pillars(catalogue: Catalogue, only: str = "") -> tuple[Named, ...]:
    """All pillars in printed order, or the one of a name."""
    found = (entry.named for entry in catalogue.entries if entry.named.kind is Kind.PILLAR)
    return tuple(named for named in found if not only or named.name == only)


def all_projects(catalogue: Catalogue, only: str) -> Query | None:
    """What the walk leads through; None where it is to keep to something the document does not have."""
    if not only:
        return _projects(catalogue, Operation.LIST, ())
    named = known(catalogue, only)
    if named is None:
        return None
    condition = InDivisions((named,)) if named.kind is Kind.DIVISION else InPolicy((named,))
    return _projects(catalogue, Operation.LIST, (condition,))


def walked(answer: Answer, walk: Walk, catalogue: Catalogue) -> tuple[Item, ...]:
    """The projects in the order to walk."""
    places = {entry.named: place for place, entry in enumerate(catalogue.entries)}

    def order(item: Item) -> tuple[int, int]:
        first = {Walk.NUMBER: (), Walk.DIVISION: item.detail.divisions, Walk.THEME: item.detail.policies}[walk][:1]
        return places.get(first[0], 0) if first else 0, item.detail.number or 0

    return tuple(sorted((item for item in answer.items if item.kind is Kind.PROJECT and item.named), key=order))


def one_project(catalogue: Catalogue, project: Named) -> Query:
    facets = (Facet.AMOUNT, Facet.SUMMARY)
    return Query(Operation.SHOW, catalogue.default_period, Selection(subjects=(project,)), facets=facets)


def today(answer: Answer, walk: Sequence[Item], item: Item, by: Walk) -> Section:
    """One project of the walk."""
    detail = item.detail
    about = {Walk.NUMBER: (), Walk.DIVISION: detail.divisions, Walk.THEME: detail.policies}[by][:1]
    asks = [
        ReplyChoice(words.projects_of(one.name), asking.projects_question(one.name)) for one in detail.divisions[:1]
    ]
    return Section(
        Topic.TODAY,
        (Part(answer),),
        about=about[0].name if about else "",
        place=(walk.index(item) + 1, len(walk)),
        asks=tuple(asks),
    )


def moves_queries(catalogue: Catalogue) -> tuple[Query, ...]:
    """How the department and its divisions moved; none where there is nothing to compare with."""
    if not catalogue.bases:
        return ()
    base, period = catalogue.bases[0], catalogue.default_period
    department = next((entry.named for entry in catalogue.entries if entry.named.kind is Kind.DEPARTMENT), None)
    order = Order(by=Measure.CHANGE, magnitude=True)
    ranked = Selection(Scope.DIVISIONS, order=order, limit=MOST_MOVES)
    whole = Selection(subjects=(department,) if department else ())
    total = Query(Operation.SHOW, period, whole, measure=Measure.CHANGE, base=base)
    moved = Query(Operation.RANK, period, ranked, measure=Measure.CHANGE, base=base, facets=(Facet.NAME,))
    return (total, moved) if department else (moved,)


def moves(answers: Iterable[Answer]) -> Section | None:
    """This year against last."""
    told = [answer for answer in answers if is_answer(answer)]
    ranked = [answer for answer in told if answer.query.operation is Operation.RANK and answer.items]
    if not ranked:
        return None
    asks = [
        ReplyChoice(words.change_of(item.name), asking.change_rate_question(item.name)) for item in ranked[0].items[:1]
    ]
    asks.append(ReplyChoice(asking.DIVISIONS_RANKED, asking.DIVISIONS_QUESTION))
    return Section(Topic.MOVES, tuple(Part(answer, chart=answer in ranked) for answer in told), asks=tuple(asks))


def category_queries(catalogue: Catalogue) -> tuple[tuple[Query, Query], ...]:
    """Of each category: its total, and its largest projects."""
    return tuple(_total_and_largest(catalogue, InCategory((category,))) for category in CATEGORIES)


def new_ones(answers: Iterable[tuple[Answer, Answer]]) -> Section | None:
    """What is new, and what has been expanded."""
    parts: list[Part] = []
    asks: list[ReplyChoice] = []
    for category, (total, largest) in zip(CATEGORIES, answers, strict=True):
        if is_answer(total) and largest.items:
            parts += [Part(total, rows=False), Part(largest)]
            name = category.value
            asks.append(ReplyChoice(words.list_of(name), asking.category_list_question(name)))
    return Section(Topic.NEW, tuple(parts), asks=tuple(asks)) if parts else None


def pillar_queries(catalogue: Catalogue, pillar: Named) -> tuple[Query, Query]:
    """A pillar's total, and its largest projects."""
    return _total_and_largest(catalogue, InPolicy((pillar,)))


def pillar_in_focus(pillar: Named, place: tuple[int, int] | None, total: Answer, largest: Answer) -> Section | None:
    if not (is_answer(total) and largest.items):
        return None
    asks = [ReplyChoice(words.LARGEST, asking.content_question(item.name)) for item in largest.items[:1]]
    parts = (Part(total, rows=False), Part(largest, chart=True))
    return Section(Topic.PILLAR, parts, about=pillar.name, place=place, asks=tuple(asks))


def questions(heard: Heard, standing_alone: Iterable[Popular]) -> Section | None:
    """What was asked since the last post.

    Args:
        standing_alone: of the answered ones, those that are answered the same way without what was said before.
    """
    told = Heard(heard.answered[:MOST_QUESTIONS], heard.declined[:MOST_QUESTIONS])
    if not told.answered and not told.declined:
        return None
    asks = [ReplyChoice(one.question, one.question) for one in standing_alone if one in told.answered]
    return Section(Topic.QUESTIONS, heard=told, asks=tuple(asks[:_MOST_ASKS]))


def news(arrived: Sequence[Arrival], catalogue: Catalogue) -> Section | None:
    """Documents loaded since the last post."""
    if not arrived:
        return None
    # Only the document asked about answers.
    own = [one for one in arrived if one.document.slug == catalogue.document.slug]
    names = dict.fromkeys(each.named.name for one in own for each in one.changes if each.after is not None)
    asks = [ReplyChoice(words.budget_of(name), asking.budget_question(name)) for name in list(names)[:_MOST_ASKS]]
    return Section(Topic.NEWS, arrivals=tuple(arrived), asks=tuple(asks))


def _total_and_largest(catalogue: Catalogue, condition: Condition) -> tuple[Query, Query]:
    order = Order(by=Measure.BUDGET)
    return (
        _projects(catalogue, Operation.SUM, (condition,)),
        _projects(catalogue, Operation.RANK, (condition,), order, MOST_PROJECTS),
    )


def _projects(
    catalogue: Catalogue,
    operation: Operation,
    conditions: tuple[Condition, ...],
    order: Order | None = None,
    limit: int | None = None,
) -> Query:
    selection = Selection(Scope.PROJECTS, conditions=conditions, order=order, limit=limit)
    facets = (Facet.AMOUNT,) if operation is Operation.SUM else (Facet.NAME,)
    return Query(operation, catalogue.default_period, selection, facets=facets)
