"""What the document itself says in words: its notes, and what it is."""

from __future__ import annotations

from dataclasses import replace

from db.answer import Answer, Gap, Remark
from db.operations.asked import Asked
from db.requests import FrontRequest, NotesRequest
from nlp.normalize import fold
from nlp.query import Scope


def notes(asked: Asked) -> Answer:
    """The ※ notes asked for; where something was asked to be in, whether they say so."""
    query = asked.query
    found = tuple(remark for remark in asked.remarks(NotesRequest()) if _is_asked(remark, asked))
    if not found:
        return asked.without(Gap.NO_ROWS)
    yes = _says_included(found[0].text) if query.term else None
    return replace(asked.blank, remarks=found, yes=yes)


def document(asked: Asked) -> Answer:
    """Title and date as printed."""
    return replace(asked.blank, remarks=asked.remarks(FrontRequest()))


def _is_asked(remark: Remark, asked: Asked) -> bool:
    query = asked.query
    if query.term and fold(query.term) not in fold(remark.text):
        return False
    if query.selection.subjects:
        return remark.about in query.selection.subjects
    return remark.about is None or query.selection.scope is not Scope.TABLE


def _says_included(text: str) -> bool | None:
    """«総合支庁予算を含む», «…を除く»."""
    if "除" in text or "含まない" in text:
        return False
    return True if "含" in text else None
