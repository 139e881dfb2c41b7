"""Which project (or breakdown line) an outline entry speaks of, across differences of spelling.

An entry is linked when its name is a project's (brackets at the end and 「等」 aside), or when amount and division are
the same and the names are alike; a line without a division of its own, when the amount and the tag are the same and
most of its words stand in the project's or breakdown line's text. Nothing is linked when two are equally good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from db.ingest.clean import squeeze
from db.ingest.outline import OutlineEntry
from db.ingest.projects import ProjectList, ProjectRow, name_parts
from nlp.normalize import fold, hiragana
from nlp.query import Category

_ALIKE = 65.0
"""Least likeness of names (0–100) once amount and division agree."""
_SAME_WORDS = 0.5
"""Least share of an entry's character pairs found in a row's text once amount and tag agree."""
_TAIL = re.compile(r"(?:\([^()]*\)|等|ほか|など)$")


@dataclass(frozen=True, slots=True)
class EntryLink:
    """An outline entry and the row of the list it speaks of."""

    entry: OutlineEntry
    row: ProjectRow
    """A project's first listing, or a breakdown line."""
    key: str
    """«42», or «2-1» for a breakdown line."""
    same_spelling: bool


def breakdown_keys(projects: ProjectList) -> dict[int, str]:
    """Line of each breakdown line → its key: the project's number and the ordinal under it."""
    keys: dict[int, str] = {}
    counts: dict[int, int] = {}
    for row in projects.breakdowns:
        counts[row.number] = counts.get(row.number, 0) + 1
        keys[row.line] = f"{row.number}-{counts[row.number]}"
    return keys


def link(entries: tuple[OutlineEntry, ...], projects: ProjectList, factor: int) -> tuple[EntryLink, ...]:
    """Link every entry that can be; `factor` is the list's unit in 千円."""
    by_name: dict[str, list[ProjectRow]] = {}
    for project in projects.projects:
        for name in {key(part) for part in (project.name, *name_parts(project.name))}:
            by_name.setdefault(name, []).append(project)
    keys = breakdown_keys(projects)
    divisions = {row.number: row.divisions for row in projects.projects}
    positions = {entry.position: entry for entry in entries}
    links: list[EntryLink] = []
    for entry in entries:
        row = _row(entry, positions, by_name, projects, divisions, factor)
        if row is not None:
            spellings = {_spelling(part) for part in (row.name, *name_parts(row.name))}
            same = row.is_breakdown or not entry.divisions or _spelling(entry.name) in spellings
            links.append(EntryLink(entry, row, keys.get(row.line, str(row.number)), same))
    return tuple(links)


def key(name: str) -> str:
    """A name in hiragana, without width, case, spaces, brackets at its end and 「等」."""
    text = hiragana(squeeze(fold(name)))
    while (shorter := _TAIL.sub("", text)) != text and shorter:
        text = shorter
    return text


def _spelling(name: str) -> str:
    return squeeze(fold(name))


def _row(
    entry: OutlineEntry,
    positions: Mapping[int, OutlineEntry],
    by_name: Mapping[str, list[ProjectRow]],
    projects: ProjectList,
    divisions: Mapping[int, tuple[str, ...]],
    factor: int,
) -> ProjectRow | None:
    named = by_name.get(key(entry.name), [])
    if len(named) == 1:
        return named[0]
    if entry.amount is None:
        return None
    own = entry.divisions or (positions[entry.parent].divisions if entry.parent else "")
    same_amount = [
        row
        for row in (*projects.projects, *projects.breakdowns)
        if row.amount * factor == entry.amount.thousand_yen and _agrees(own, divisions[row.number])
    ]
    if entry.divisions:
        named = [row for row in same_amount if row.name]
        return _best(((fuzz.ratio(key(entry.name), key(row.name)), row) for row in named), _ALIKE)
    tagged = [row for row in same_amount if entry.tag is None or (row.category or Category.CONTINUED) == entry.tag]
    return _best(((_shared(entry.name, row.name + row.summary), row) for row in tagged), _SAME_WORDS)


def _agrees(printed: str, divisions: tuple[str, ...]) -> bool:
    """Whether the first division named in 【】 is one of the row's; a line without any agrees with all."""
    return not printed or any(squeeze(fold(printed)).startswith(squeeze(fold(name))) for name in divisions)


def _best(scored: Iterable[tuple[float, ProjectRow]], least: float) -> ProjectRow | None:
    """The row alike enough, if one is better than all others."""
    ranked = sorted(scored, key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < least:
        return None
    if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
        return None
    return ranked[0][1]


def _shared(text: str, other: str) -> float:
    """The share of a text's character pairs that the other holds."""
    pairs = _pairs(text)
    return len(pairs & _pairs(other)) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> set[str]:
    plain = squeeze(fold(text))
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
