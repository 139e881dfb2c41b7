"""Lines under projects that a question describes: «氷河期の人の交通費» is the line, not the project that holds it."""

from __future__ import annotations

from nlp.catalogue import Entry
from nlp.frame import Frame
from nlp.normalize import fold
from nlp.query import Kind, Named
from nlp.resolution import is_generic
from nlp.topics import Word


def line_rather(frame: Frame, found: Named) -> Named:
    """The one line under the project that has a telling word which the project itself has not; else the project.

    Args:
        frame: the question.
        found: what its words describe.
    """
    project = frame.lexicon.entry(found)
    if project is None or found.kind is not Kind.PROJECT:
        return found
    own = _own_words(frame, project)
    words = _pieces(frame.scan.words)
    meant = [
        line for line in _lines_under(frame, project) if any(_stands_only_in(word, _text(line), own) for word in words)
    ]
    return meant[0].named if len(meant) == 1 else found


def line_with_all(frame: Frame) -> Named | None:
    """The one line that has every word said which the document has, and more than one of them."""
    words = [word for word in _pieces(frame.scan.words) if word.known]
    fitting = [
        line.named
        for line in frame.lexicon.of_kind(Kind.BREAKDOWN)
        if len(words) > 1 and all(any(s in _text(line) for s in word.spellings) for word in words)
    ]
    return fitting[0] if len(fitting) == 1 else None


def lines_named_so(frame: Frame, words: tuple[Word, ...]) -> tuple[Named, ...]:
    """The lines that all the words describe as well as they do a project: «就職氷河期世代のやつ» is any of them."""
    return tuple(
        line.named
        for line in frame.lexicon.of_kind(Kind.BREAKDOWN)
        if all(any(s in fold(line.named.name) for s in word.spellings) for word in words)
    )


def project_has_all(frame: Frame, line: Entry, words: tuple[Word, ...]) -> bool:
    """The words are its project's own: «正社員化の奨励金» is the project, of which a line raises the 奨励金."""
    project = frame.lexicon.entry(line.parent) if line.parent else None
    if project is None:
        return False
    own = _own_words(frame, project)
    return all(any(spelling in own for spelling in word.spellings) for word in words)


def _stands_only_in(word: Word, line: str, project: str) -> bool:
    return any(spelling in line for spelling in word.spellings) and not any(
        spelling in project for spelling in word.spellings
    )


def _pieces(words: tuple[Word, ...]) -> list[Word]:
    """The telling words, compounds the document lacks as their parts."""
    pieces = [piece for word in words for piece in ((word,) if word.known or not word.parts else word.parts)]
    return [piece for piece in pieces if not is_generic(piece.surface)]


def _text(entry: Entry) -> str:
    return fold(f"{entry.named.name}\n{entry.text}")


def _own_words(frame: Frame, project: Entry) -> str:
    """The project's own: its text has those of its lines, and of their entries in the outline, as well."""
    lines = _lines_under(frame, project)
    named = {line.named for line in lines}
    again = [entry for entry in frame.lexicon.of_kind(Kind.OUTLINE) if entry.parent in named]
    text = fold("\n".join((project.named.name, *project.aliases, project.text)))
    for entry in (*lines, *again):
        for piece in filter(None, map(fold, (entry.text, entry.named.name))):
            text = text.replace(piece, "\n")
    return text


def _lines_under(frame: Frame, project: Entry) -> list[Entry]:
    return [entry for entry in frame.lexicon.of_kind(Kind.BREAKDOWN) if entry.parent == project.named]
