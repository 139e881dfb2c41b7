"""What a new revision of a document changed: the same figure as printed before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.answer import Figure, Source
from db.tables import ACCOUNT, DOCUMENT, DOCUMENT_REVISION, FACT, ORGANISATION, PROJECT
from nlp.catalogue import DocumentRef
from nlp.query import Kind, Measure, Named, Period, Phase, Unit


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is not what it was; None where it was not printed before, or is not any more."""

    named: Named
    period: Period
    before: Figure | None
    after: Figure | None

    @property
    def difference(self) -> Figure | None:
        """The figure now less the figure before, 千円; None where there is only one of them."""
        if self.before is None or self.after is None:
            return None
        value = int(self.after.value) - int(self.before.value)
        sources = (*self.after.sources, *self.before.sources)
        return Figure(value, Unit.THOUSAND_YEN, self.named, Measure.CHANGE, self.period, computed=True, sources=sources)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A revision that was loaded."""

    document: DocumentRef
    before: DocumentRef | None
    """The revision it takes the place of; None for the first."""
    changes: tuple[Change, ...]
    """In printed order; empty for the first."""


async def arrivals(connection: AsyncConnection, since: datetime, until: datetime) -> tuple[Arrival, ...]:
    """Each document loaded after one moment and until another, with everything that changed meanwhile."""
    loaded = DOCUMENT_REVISION.c.loaded_at
    found = [
        await _arrival(connection, document_id, since, until)
        for (document_id,) in (
            await connection.execute(
                select(DOCUMENT_REVISION.c.document_id)
                .where(loaded > since.astimezone(UTC), loaded <= until.astimezone(UTC))
                .group_by(DOCUMENT_REVISION.c.document_id)
                .order_by(func.min(DOCUMENT_REVISION.c.id))
            )
        ).all()
    ]
    return tuple(found)


async def changes(connection: AsyncConnection, before: DocumentRef, after: DocumentRef) -> tuple[Change, ...]:
    """The figures of the first table and of the projects that two revisions print differently."""
    old, new = await _printed(connection, before), await _printed(connection, after)
    renamed = _renamed(old, new)
    found: dict[_Key, Change] = {}
    for key, figure in new.items():
        previous = old.get(renamed.get(key, key))
        if previous is None or previous.value != figure.value:
            found[key] = Change(key.named, key.period, previous, figure)
    kept = {renamed.get(key, key) for key in new}
    for key, figure in old.items():
        if key not in kept:
            found[key] = Change(key.named, key.period, figure, None)
    return tuple(found.values())


async def _arrival(connection: AsyncConnection, document_id: int, since: datetime, until: datetime) -> Arrival:
    statement = (
        select(
            DOCUMENT_REVISION.c.id,
            DOCUMENT.c.slug,
            DOCUMENT_REVISION.c.number,
            DOCUMENT.c.title,
            DOCUMENT.c.government,
            DOCUMENT.c.department,
            DOCUMENT.c.fiscal_year,
            (DOCUMENT_REVISION.c.loaded_at <= since.astimezone(UTC)).label("known"),
        )
        .join(DOCUMENT, DOCUMENT.c.id == DOCUMENT_REVISION.c.document_id)
        .where(DOCUMENT.c.id == document_id, DOCUMENT_REVISION.c.loaded_at <= until.astimezone(UTC))
        .order_by(DOCUMENT_REVISION.c.number)
    )
    rows = (await connection.execute(statement)).all()
    latest = DocumentRef(*rows[-1][:7])
    before = next((DocumentRef(*row[:7]) for row in reversed(rows) if row.known), None)
    return Arrival(latest, before, await changes(connection, before, latest) if before is not None else ())


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes a figure the same one in another revision: what it is of, and of when."""

    named: Named
    account: str
    period: Period


async def _printed(connection: AsyncConnection, document: DocumentRef) -> dict[_Key, Figure]:
    statement = (
        select(
            FACT.c.fiscal_year,
            FACT.c.phase,
            FACT.c.as_of_month,
            FACT.c.amount_thousand_yen,
            FACT.c.row_kind,
            FACT.c.section,
            FACT.c.line,
            FACT.c.printed,
            ORGANISATION.c.name.label("organisation"),
            ORGANISATION.c.parent_id.label("above"),
            ACCOUNT.c.name.label("account"),
            PROJECT.c.number,
            PROJECT.c.name.label("project"),
        )
        .outerjoin(ORGANISATION, ORGANISATION.c.id == FACT.c.organisation_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == FACT.c.account_id)
        .outerjoin(PROJECT, PROJECT.c.id == FACT.c.project_id)
        # The outline and the lines under projects print parts of these figures once more.
        .where(FACT.c.revision_id == document.revision_id, FACT.c.outline_id.is_(None), FACT.c.breakdown_id.is_(None))
        .order_by(FACT.c.id)
    )
    found: dict[_Key, Figure] = {}
    for row in (await connection.execute(statement)).all():
        period = Period(row.fiscal_year, Phase(row.phase), row.as_of_month)
        named = _named(row)
        source = Source(row.section, row.line, row.printed)
        figure = Figure(row.amount_thousand_yen, Unit.THOUSAND_YEN, named, Measure.BUDGET, period, sources=(source,))
        found.setdefault(_Key(named, row.account or "", period), figure)
    return found


def _named(row: Row[*tuple[object, ...]]) -> Named:
    if row.project is not None:
        return Named(Kind.PROJECT, str(row.number), row.project)
    if row.above is not None:
        return Named(Kind.DIVISION, row.organisation, row.organisation)
    if row.account is not None:
        return Named(Kind.ACCOUNT, row.account, row.account)
    return Named(Kind.DEPARTMENT, row.organisation, row.organisation)


def _renamed(old: Mapping[_Key, Figure], new: Mapping[_Key, Figure]) -> dict[_Key, _Key]:
    """Projects by what they were before: of the same name where one is, else of the same number."""
    by_name = {(key.named.name, key.period): key for key in _projects(old)}
    by_number = {(key.named.key, key.period): key for key in _projects(old)}
    named_now = {key.named.name for key in _projects(new)}
    found: dict[_Key, _Key] = {}
    for key in _projects(new):
        same = by_name.get((key.named.name, key.period))
        if same is None:
            # The number's former project may itself be there still, under another number.
            numbered = by_number.get((key.named.key, key.period))
            same = numbered if numbered is not None and numbered.named.name not in named_now else None
        if same is not None:
            found[key] = same
    return found


def _projects(keys: Iterable[_Key]) -> list[_Key]:
    return [key for key in keys if key.named.kind is Kind.PROJECT]
