"""A file's bytes to numbered lines, or the reason they are no text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.errors import Unreadable, UnreadableDocument

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_JAPANESE = re.compile(r"[ぁ-ん].*[一-龠]|[一-龠].*[ぁ-ん]")
"""Almost any bytes are some Shift_JIS; text has both kinds of character on a line."""
_LEGACY = "cp932"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the document."""

    number: int
    """1-based."""
    text: str
    """Without its end of line, trailing blanks (not tabs) removed."""

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def cells(self) -> tuple[str, ...]:
        """Tab-separated cells, outer blanks removed; one cell where the line holds no tab."""
        return tuple(cell.strip() for cell in self.text.split("\t"))

    @property
    def is_row(self) -> bool:
        """Whether it is a line of a table."""
        return "\t" in self.text


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole document's text."""

    text: str
    """As read, ends of lines made «\\n»."""
    lines: tuple[Line, ...]

    @property
    def last_line(self) -> int | None:
        """The number of the last line that is not blank."""
        return next((line.number for line in reversed(self.lines) if not line.blank), None)


def read(content: str | bytes) -> SourceText:
    """Decode (UTF-8, with or without a mark, else Shift_JIS) and split into lines.

    Raises UnreadableDocument: EMPTY, BINARY, ENCODING, CUT_SHORT.
    """
    text = content if isinstance(content, str) else _decode(content)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text.replace("\x0c", "\n"))
    if control:
        raise UnreadableDocument(text.count("\n", 0, control.start()) + 1, Unreadable.BINARY)
    if not text.strip():
        raise UnreadableDocument(None, Unreadable.EMPTY)
    lines = tuple(Line(number, line.rstrip(" \u3000\x0b\x0c")) for number, line in enumerate(text.split("\n"), 1))
    return SourceText(text, lines)


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_marked(content)
    null = content.find(b"\0")
    if null >= 0:
        raise UnreadableDocument(content.count(b"\n", 0, null) + 1, Unreadable.BINARY)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(content) - error.start < 4 and error.start > 0:
            raise UnreadableDocument(content.count(b"\n") + 1, Unreadable.CUT_SHORT) from None
        bad_line = content.count(b"\n", 0, error.start) + 1
    try:
        text = content.decode(_LEGACY)
    except UnicodeDecodeError:
        text = ""
    if not _JAPANESE.search(text):
        raise UnreadableDocument(bad_line, Unreadable.ENCODING)
    return text


def _decode_marked(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        raise UnreadableDocument(None, Unreadable.ENCODING) from None
