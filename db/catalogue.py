"""Everything a document names, read from the store as one value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Executable, Row, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import (
    ACCOUNT,
    ALIAS,
    BREAKDOWN,
    FACT,
    FOOTNOTE,
    MEMBERSHIP,
    ORGANISATION,
    OUTLINE,
    POLICY,
    PROJECT,
    PROJECT_ALIAS,
    SYNONYM,
)
from nlp.catalogue import Catalogue, DocumentRef, Entry
from nlp.query import Category, Kind, Named, Period, Phase

_QUOTED = re.compile(r"[「『]([^」』]+)[」』]")
_CATEGORIES = {category.value: category for category in Category}
Key = TypeVar("Key")
Value = TypeVar("Value")
Rows = Sequence[Row[Any]]
Aliases = Mapping[tuple[str, str], tuple[str, ...]]


async def catalogue(connection: AsyncConnection, ref: DocumentRef) -> Catalogue:
    """All names, periods and topic words of one revision. A dozen SELECTs: keep the value, a revision never changes."""

    async def rows(statement: Executable) -> Rows:
        return (await connection.execute(statement)).all()

    revision = ref.revision_id
    aliases = _grouped(((row.kind, row.key), row.name) for row in await rows(_of(ALIAS, revision).order_by(ALIAS.c.id)))
    organisations = await rows(_of(ORGANISATION, revision).order_by(ORGANISATION.c.position))
    accounts = await rows(_of(ACCOUNT, revision).order_by(ACCOUNT.c.position))
    places = await rows(_places(revision))
    policies = await rows(_of(POLICY, revision).order_by(POLICY.c.position))
    projects = await rows(_of(PROJECT, revision).order_by(PROJECT.c.number))
    runs = await rows(_runs(revision))
    breakdowns = await rows(_of(BREAKDOWN, revision).order_by(BREAKDOWN.c.line))
    outline = await rows(_of(OUTLINE, revision).order_by(OUTLINE.c.position))
    other_names = await rows(_project_names(revision))
    notes = await rows(_of(FOOTNOTE, revision).order_by(FOOTNOTE.c.line))
    words = await rows(_of(SYNONYM, revision).order_by(SYNONYM.c.id))

    divisions = {row.id: Named(Kind.DIVISION, row.name, row.name) for row in organisations if row.parent_id}
    named_projects = {row.id: Named(Kind.PROJECT, str(row.number), row.name) for row in projects}
    named_breakdowns = {row.id: Named(Kind.BREAKDOWN, row.key, row.summary) for row in breakdowns}
    run_by = _grouped((row.project_id, divisions[row.organisation_id]) for row in runs)
    entries = (
        *_organisation_entries(organisations, accounts, places, aliases),
        *_account_entries(accounts, aliases),
        *_policy_entries(policies, aliases),
        *_project_entries(
            projects, named_projects, run_by, _grouped((row.project_id, row.name) for row in other_names)
        ),
        *_breakdown_entries(breakdowns, named_breakdowns, named_projects, run_by),
        *_outline_entries(outline, named_projects, named_breakdowns, tuple(divisions.values())),
    )
    periods = _periods(await rows(_period_rows(revision)), ref.fiscal_year)
    synonyms = _grouped((row.group, row.word) for row in words)
    general = tuple(row.text for row in notes if row.project_id is None and row.outline_id is None)
    names = {entry.named.name for entry in entries}
    headings = tuple(dict.fromkeys(row.heading for row in outline if row.heading and row.heading not in names))
    return Catalogue(ref, periods, entries, tuple(synonyms.values()), general, headings)


def _of(table: Table, revision: int) -> Select[*tuple[Any, ...]]:
    """Every column of a revision's rows."""
    return select(*table.c).where(table.c.revision_id == revision)


def _places(revision: int) -> Executable:
    """Which account each organisation has rows in, in printed order."""
    return (
        select(FACT.c.organisation_id, FACT.c.account_id)
        .where(FACT.c.revision_id == revision, FACT.c.organisation_id.is_not(None), FACT.c.account_id.is_not(None))
        .group_by(FACT.c.organisation_id, FACT.c.account_id)
        .order_by(func.min(FACT.c.line))
    )


def _runs(revision: int) -> Executable:
    return (
        select(MEMBERSHIP.c.project_id, MEMBERSHIP.c.organisation_id)
        .join(PROJECT, PROJECT.c.id == MEMBERSHIP.c.project_id)
        .where(PROJECT.c.revision_id == revision)
        .order_by(MEMBERSHIP.c.project_id, MEMBERSHIP.c.position)
    )


def _project_names(revision: int) -> Executable:
    return (
        select(PROJECT_ALIAS.c.project_id, PROJECT_ALIAS.c.name)
        .join(PROJECT, PROJECT.c.id == PROJECT_ALIAS.c.project_id)
        .where(PROJECT.c.revision_id == revision)
        .order_by(PROJECT_ALIAS.c.id)
    )


def _period_rows(revision: int) -> Executable:
    """The first table's periods in printed order."""
    return (
        select(FACT.c.fiscal_year, FACT.c.phase, FACT.c.as_of_month)
        .where(FACT.c.revision_id == revision, FACT.c.organisation_id.is_not(None))
        .group_by(FACT.c.fiscal_year, FACT.c.phase, FACT.c.as_of_month)
        .order_by(func.min(FACT.c.id))
    )


def _periods(rows: Rows, own_year: int) -> tuple[Period, ...]:
    """The document's own initial budget first, then the others as printed."""
    printed = [Period(row.fiscal_year, Phase(row.phase), row.as_of_month) for row in rows]
    own = next((each for each in printed if each.fiscal_year == own_year and each.phase is Phase.INITIAL), None)
    return tuple(printed) if own is None else (own, *(each for each in printed if each != own))


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _organisation_entries(organisations: Rows, accounts: Rows, places: Rows, aliases: Aliases) -> Iterable[Entry]:
    """The department, then its divisions, each under the account its first row stands in."""
    names = {row.id: Named(Kind.ACCOUNT, row.name, row.name) for row in accounts}
    account_of: dict[int, Named] = {}
    for place in places:
        account_of.setdefault(place.organisation_id, names[place.account_id])
    for row in organisations:
        kind = Kind.DIVISION if row.parent_id else Kind.DEPARTMENT
        yield Entry(
            Named(kind, row.name, row.name),
            aliases=aliases.get((kind.value, row.name), ()),
            parent=account_of.get(row.id) if row.parent_id else None,
        )


def _account_entries(accounts: Rows, aliases: Aliases) -> Iterable[Entry]:
    names = {row.id: Named(Kind.ACCOUNT, row.name, row.name) for row in accounts}
    for row in accounts:
        others = aliases.get((Kind.ACCOUNT.value, row.name), ())
        yield Entry(names[row.id], aliases=others, parent=names.get(row.parent_id))


def _policy_entries(policies: Rows, aliases: Aliases) -> Iterable[Entry]:
    names = {row.id: Named(Kind(row.kind), row.key, row.name) for row in policies}
    for row in policies:
        others = (*_label_names(row), *aliases.get((row.kind, row.key), ()))
        yield Entry(names[row.id], aliases=tuple(dict.fromkeys(others)), parent=names.get(row.parent_id))


def _label_names(row: Row[Any]) -> tuple[str, ...]:
    """«戦略3 「新時代に対応した」» → the whole, «戦略3», the slogan; a bare ordinal («■») is no name."""
    if row.printed.startswith(row.label):
        return ()
    slogans = _QUOTED.findall(row.label)
    short = _QUOTED.sub("", row.label).strip()
    return tuple(name for name in (short, *slogans, row.label) if name)


def _project_entries(
    projects: Rows,
    names: Mapping[int, Named],
    run_by: Mapping[int, tuple[Named, ...]],
    aliases: Mapping[int, tuple[str, ...]],
) -> Iterable[Entry]:
    for row in projects:
        yield Entry(
            names[row.id],
            aliases=aliases.get(row.id, ()),
            text=row.search_text.removeprefix(row.search_name).strip(),
            divisions=run_by.get(row.id, ()),
            category=_CATEGORIES.get(row.category),
        )


def _breakdown_entries(
    breakdowns: Rows,
    names: Mapping[int, Named],
    projects: Mapping[int, Named],
    run_by: Mapping[int, tuple[Named, ...]],
) -> Iterable[Entry]:
    for row in breakdowns:
        yield Entry(
            names[row.id],
            text=row.summary,
            divisions=run_by.get(row.project_id, ()),
            category=_CATEGORIES.get(row.category),
            parent=projects[row.project_id],
        )


def _outline_entries(
    outline: Rows, projects: Mapping[int, Named], breakdowns: Mapping[int, Named], divisions: tuple[Named, ...]
) -> Iterable[Entry]:
    below = _grouped((row.parent_id, row) for row in outline if row.parent_id)
    for row in outline:
        lines = (row.text, *(text for child in below.get(row.id, ()) for text in (child.name, child.text)))
        yield Entry(
            Named(Kind.OUTLINE, str(row.position), row.name),
            text="\n".join(line for line in lines if line),
            divisions=tuple(each for each in divisions if _stands_in(each.name, row.division_names)),
            category=_CATEGORIES.get(row.tag),
            parent=projects.get(row.project_id) or breakdowns.get(row.breakdown_id),
        )


def _stands_in(name: str, printed: str) -> bool:
    """Whether 【産業政策課、商業・県産品振興課】 or 【産業政策課ほか】 names the division."""
    return name in (part.removesuffix("ほか") for part in printed.split("、"))
