"""What a reply tells of the words of a question: names taken for them, and words that a search left out."""

from __future__ import annotations

from nlp.frame import Frame
from nlp.query import OF_WORDS, About, Kind, Operation, Query
from nlp.reading import TookName

_SEARCHES = frozenset({Operation.LIST, Operation.EXISTS})


def described_names(frame: Frame, query: Query) -> tuple[TookName, ...]:
    """Projects found by describing words: the answer says which it took."""
    literal = {span.names[0] for span in frame.scan.names if len(span.names) == 1}
    said = "".join(word.surface for word in frame.resolution.words)
    if not said or query.operation in _SEARCHES:
        return ()
    return tuple(
        TookName(said, named)
        for named in query.selection.subjects
        if named.kind is Kind.PROJECT and named not in literal and named not in frame.projects
    )


def words_left_out(frame: Frame, queries: tuple[Query, ...]) -> tuple[str, ...]:
    """Words the document lacks or has nowhere with the others, and those that a search did without."""
    if all(query.operation in OF_WORDS for query in queries):
        return ()
    words = frame.resolution
    searched = [c for query in queries for c in query.selection.conditions if isinstance(c, About)]
    spelled = {spelling for about in searched for topic in about.topics for spelling in topic}
    without = [word for word in words.words if searched and not spelled.intersection(word.spellings)]
    return tuple(word.surface for word in (*words.unknown, *words.dropped, *without))
