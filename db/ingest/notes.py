"""Every ※ note of a document, wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass

from db.ingest.naming import list_section, outline_section
from db.ingest.parse import ParsedDocument


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A ※ note, and the project or outline entry it stands at."""

    text: str
    line: int
    section: str
    number: int | None = None
    """Of the project whose summary it ends."""
    position: int | None = None
    """Of the outline entry it stands on."""


def notes(document: ParsedDocument) -> tuple[FoundNote, ...]:
    """All notes, in order of line. A re-listed row's note is its first listing's."""
    found = [FoundNote(note.text, note.line, document.sections.table) for note in document.table.notes]
    found.extend(FoundNote(note.text, note.line, document.sections.projects) for note in document.projects.notes)
    for entry in document.outline.entries:
        if entry.note:
            section = outline_section(document, entry)
            found.append(FoundNote(entry.note, entry.note_line or entry.line, section, position=entry.position))
    for row in document.projects.projects:
        _, mark, text = row.summary.partition("※")
        if mark:
            found.append(FoundNote(f"※{text}".strip(), row.line, list_section(document, row), number=row.number))
    return tuple(sorted(found, key=lambda note: note.line))
