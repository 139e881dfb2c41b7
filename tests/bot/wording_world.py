"""An invented document and answers about it, made by hand for the tests of wording."""

from __future__ import annotations

from decimal import Decimal

from bot.reply import Reply
from bot.wording import reply
from db.answer import Answer, Detail, Figure, Item, Source
from nlp.catalogue import Catalogue, DocumentRef, Entry
from nlp.query import Category, Kind, Measure, Named, Operation, Period, Phase, Query, Scope, Selection, Unit
from nlp.reading import Outcome, Reading, TookName, Understood

NOW = Period(2030)
BEFORE = Period(2029)
DECEMBER = Period(2029, Phase.CURRENT, 12)
DOCUMENT = DocumentRef(1, "small", 1, "令和12年度 海洋部予算の概要", "みなと県", "海洋部", 2030)


def named(kind: Kind, name: str, key: str | None = None) -> Named:
    return Named(kind, key or name, name)


DEPARTMENT = named(Kind.DEPARTMENT, "海洋部")
HARBOUR = named(Kind.DIVISION, "港湾課")
FISHERY = named(Kind.DIVISION, "海運・物流課")
GENERAL = named(Kind.ACCOUNT, "一般会計")
TOWN = named(Kind.PROJECT, "海のまち推進事業費", "2")
ROUTES = named(Kind.PROJECT, "航路拡充事業費", "3")
PILLAR = named(Kind.PILLAR, "港をひらく", "1")
SECTION = named(Kind.SECTION, "岸壁と街", "1-1-1")
LINE = named(Kind.BREAKDOWN, "新航路の需要調査", "3-1")

CATALOGUE = Catalogue(
    DOCUMENT,
    (NOW, BEFORE, DECEMBER),
    (
        Entry(DEPARTMENT),
        Entry(HARBOUR),
        Entry(FISHERY),
        Entry(GENERAL),
        Entry(TOWN, category=Category.NEW),
        Entry(ROUTES, category=Category.EXPANDED),
    ),
)


def source(quote: str, line: int = 22) -> Source:
    return Source("課・会計別予算額", line, quote)


def yen(value: int, subject: Named | None = None, period: Period = NOW, line: int = 22) -> Figure:
    return Figure(value, Unit.THOUSAND_YEN, subject, Measure.BUDGET, period, sources=(source(f"{value:,}", line),))


def moved(value: int, subject: Named | None = None, base: Period = BEFORE) -> Figure:
    return Figure(value, Unit.THOUSAND_YEN, subject, Measure.CHANGE, NOW, base, computed=True)


def rate(value: str, subject: Named | None = None, base: Period = BEFORE) -> Figure:
    return Figure(Decimal(value), Unit.PERCENT, subject, Measure.CHANGE_RATE, NOW, base, sources=(source(value),))


def count(value: int) -> Figure:
    return Figure(value, Unit.COUNT, computed=True)


def item(thing: Named, *figures: Figure, detail: Detail | None = None) -> Item:
    return Item(thing.kind, thing.name, figures, detail or Detail(), thing)


def project(thing: Named, amount: int, *divisions: Named, category: Category | None = None, summary: str = "") -> Item:
    detail = Detail(int(thing.key), divisions or (HARBOUR,), category, summary, (SECTION,))
    return item(thing, yen(amount, thing), detail=detail)


def of(*subjects: Named) -> Selection:
    return Selection(subjects=subjects)


def show(*subjects: Named, **parts: object) -> Query:
    return query(Operation.SHOW, of(*subjects), **parts)


def query(operation: Operation, selection: Selection | None = None, **parts: object) -> Query:
    return Query(operation, selection=selection or Selection(Scope.PROJECTS), **{"period": NOW, **parts})  # type: ignore[arg-type]


def replied(*answers: Answer, took: tuple[TookName, ...] = (), inherited: tuple[str, ...] = ()) -> Reply:
    understood = Understood(tuple(answer.query for answer in answers), took, inherited)
    return spoken(understood, *answers)


def spoken(outcome: Outcome, *answers: Answer) -> Reply:
    return reply(Reading("質問", "質問", outcome), answers, DOCUMENT, CATALOGUE)
