"""What a question said that its reading would ignore: answering would be answering another question."""

from __future__ import annotations

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.normalize import fold
from nlp.query import Operation
from nlp.topics import Word

_LONG_TALK = 45


def unread_words(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """Content words of a short question that neither named a row nor narrowed the rows.

    A search («…の事業ある?») may leave words out, and says so; a figure may not.
    """
    words = [word for word in frame.scan.words if not _is_of_the_document(word, frame)]
    if not words or draft.partial_words or len(frame.text) > _LONG_TALK or draft.operation is Operation.DEFINE:
        return ()
    rows = draft.selection
    if rows is not None and rows.subjects and _described(frame, draft):
        return ()
    read = {word.surface for word in frame.resolution.words} if _uses_topic(draft) else set()
    return tuple(word.surface for word in words if word.surface not in read and not _parts_read(word, read))


def _is_of_the_document(word: Word, frame: Frame) -> bool:
    """The government's or department's own name restricts nothing."""
    document = frame.lexicon.catalogue.document
    names = fold(f"{document.government} {document.department} {document.title}")
    return word.surface in names


def _described(frame: Frame, draft: Draft) -> bool:
    """The words themselves named the subject."""
    literal = {span.names[0] for span in frame.scan.names if len(span.names) == 1}
    rows = draft.selection
    return rows is not None and any(named not in literal and named not in frame.projects for named in rows.subjects)


def _uses_topic(draft: Draft) -> bool:
    from nlp.query import About

    return draft.selection is not None and any(isinstance(c, About) for c in draft.selection.conditions)


def _parts_read(word: Word, read: set[str]) -> bool:
    return bool(word.parts) and all(part.surface in read or not part.known for part in word.parts)
