"""What a conversation remembers of a turn for the turns after it."""

from __future__ import annotations

from dataclasses import replace

from nlp.query import Named, Query
from nlp.reading import AskBack, Context, Decline, Exchange, Reading, Social, Talk, Unclear, Understood

_MOST_EARLIER = 7
_MOST_SUBJECTS = 8
_FEW_RESULTS = 3


def remember(context: Context, reading: Reading, results: tuple[Named, ...]) -> Context:
    """The context after a turn.

    Args:
        context: before it.
        reading: of the turn.
        results: what the answer's items named, in order; empty where nothing was answered.
    """
    match reading.outcome:
        case Understood(queries, _, inherited):
            return _after(context, queries, results, opened=not inherited)
        case AskBack(why, choices):
            # Examples of what could be asked are no choices to point at.
            offered = choices if why is not Unclear.NO_SUBJECT else tuple(c for c in choices if c.named)
            return replace(context, choices=offered, adrift=True)
        case Decline(about=about) if about:
            return _after(context, about, (), opened=True)
        case Decline(adrift=adrift):
            return replace(context, choices=(), adrift=context.adrift or adrift)
        case Talk(kind) if kind is Social.RESET:
            return Context()
        case _:
            return replace(context, choices=())


def _after(context: Context, queries: tuple[Query, ...], results: tuple[Named, ...], *, opened: bool) -> Context:
    earlier = context.earlier
    if context.queries:
        earlier = (Exchange(context.queries, context.results, context.opened), *earlier)[:_MOST_EARLIER]
    spoken = tuple(named for query in queries for named in query.selection.subjects)
    spoken = spoken or (results if len(results) <= _FEW_RESULTS else ())
    subjects = tuple(dict.fromkeys((*reversed(spoken), *context.subjects)))[:_MOST_SUBJECTS]
    return Context(queries, results, subjects, (), opened, earlier)
