"""The headings of the list of main projects: pillars, parts and sections, as a tree that grows line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from db.errors import Unreadable, UnreadableDocument
from db.ingest.clean import nfkc
from db.ingest.read import Line
from nlp.query import Kind

_PILLAR = re.compile(r"[■◆●◎□◇○★☆]\s*(?P<name>\S.*)")
_PART = re.compile(r"(?P<number>\d{1,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])(?:\s*[.．、]\s*|\s+)(?P<name>\D.*)")
_SECTION = re.compile(r"(?:[(（]\s*(?P<number>\d{1,2})\s*[)）]|(?P<ring>[①-⑳]))\s*(?P<name>\S.*)")
_LEVELS = (Kind.PILLAR, Kind.PART, Kind.SECTION)
_PATTERNS = ((Kind.PILLAR, _PILLAR), (Kind.SECTION, _SECTION), (Kind.PART, _PART))


@dataclass(frozen=True, slots=True)
class PolicyNode:
    """A heading of the list."""

    kind: Kind
    key: str
    name: str
    ordinal: str
    """As printed: «■», «1», «(2)»."""
    parent: str | None
    line: int
    printed: str


@dataclass(slots=True)
class PolicyTree:
    """What the reader of the list has seen of headings so far, and what it stands under now."""

    nodes: list[PolicyNode] = field(default_factory=list)
    _open: dict[Kind, PolicyNode] = field(default_factory=dict)
    _expects_row: Line | None = None
    """A header row or lowest heading that no row has followed yet."""

    @property
    def current(self) -> str | None:
        """Key of the lowest heading a row stands under now."""
        return next((self._open[level].key for level in reversed(_LEVELS) if level in self._open), None)

    def heading(self, line: Line) -> bool:
        """Take the line if it is a heading. Raises UnreadableDocument: EMPTY_SECTION, for the one before it."""
        text = line.text.strip()
        for kind, pattern in _PATTERNS:
            match = pattern.fullmatch(text)
            if match:
                self._add(kind, line, match)
                return True
        return False

    def header_row(self, line: Line) -> None:
        """A header row: rows must follow."""
        self._expects_row = line

    def row(self) -> None:
        """A row stands under the current heading."""
        self._expects_row = None

    def end(self) -> None:
        """The list ends here. Raises UnreadableDocument: EMPTY_SECTION."""
        if self._expects_row is not None:
            line = self._expects_row
            raise UnreadableDocument(line.number, Unreadable.EMPTY_SECTION, (line.text.strip(),))

    def _add(self, kind: Kind, line: Line, match: re.Match[str]) -> None:
        self._check_not_empty(kind)
        depth = _LEVELS.index(kind)
        for level in _LEVELS[depth:]:
            self._open.pop(level, None)
        above = [self._open.get(level) for level in _LEVELS[:depth]]
        parent = next((node for node in reversed(above) if node is not None), None)
        prefix = "".join(f"{node.key.rsplit('-', 1)[-1]}-" if node else "0-" for node in above)
        name = match["name"].strip()
        node = PolicyNode(
            kind=kind,
            key=self._key(prefix, _ordinal(match)),
            name=name,
            ordinal=line.text.strip()[: -len(name)].strip(),
            parent=parent.key if parent else None,
            line=line.number,
            printed=line.text.strip(),
        )
        self.nodes.append(node)
        self._open[kind] = node
        self._expects_row = line

    def _key(self, prefix: str, printed: int | None) -> str:
        """The printed ordinal under its parents; the next free one where none, or one twice, is printed."""
        taken = {node.key for node in self.nodes}
        number = printed if printed is not None and f"{prefix}{printed}" not in taken else 1
        while f"{prefix}{number}" in taken:
            number += 1
        return f"{prefix}{number}"

    def _check_not_empty(self, kind: Kind) -> None:
        """A heading may be followed by a lower one; one of its own level or above ends it without rows."""
        before, pending = (self.nodes[-1] if self.nodes else None), self._expects_row
        if pending is None or before is None:
            return
        if before.line != pending.number or _LEVELS.index(kind) <= _LEVELS.index(before.kind):
            raise UnreadableDocument(pending.number, Unreadable.EMPTY_SECTION, (pending.text.strip(),))


def _ordinal(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    printed = nfkc(groups.get("number") or groups.get("ring") or "")
    return int(printed) if printed.isdigit() else None
