"""A query to its answer: the few SELECTs it needs, then pure operations on what they gave."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from db.answer import Answer, Gap
from db.operations import Asked, operate
from db.requests import PeriodsRequest, Request, TableRequest, requests
from db.rows import HeldPeriod
from db.shelf import Shelf
from nlp.query import Query


async def answer(connection: AsyncConnection, query: Query, shelf: Shelf) -> Answer:
    """Answer one query from one document revision.

    What the document does not hold is a `gap` of the answer, not an error. Raises `UnsupportedCombination` for a
    query whose parts mean nothing together (re-listed divisions, the rank of a department).
    """
    needed = requests(query)
    fetched = {request: await shelf.fetch(connection, request) for request in needed}
    found = operate(Asked(query, shelf.document, fetched))
    if found.gap not in (Gap.NO_FIGURE, Gap.NO_ROWS):
        return found
    held = [each for each in await shelf.fetch(connection, PeriodsRequest()) if isinstance(each, HeldPeriod)]
    gap = _refined(found.gap, query, needed, held)
    # What was said of the rows (none, no) was said of another period than the one asked about.
    return found if gap is found.gap else replace(found, gap=gap, yes=None, figures=())


def _refined(gap: Gap, query: Query, needed: tuple[Request, ...], held: list[HeldPeriod]) -> Gap:
    """A period the document knows nothing of is the better reason; so is one that only the first table has."""
    asked = {query.period} if query.base is None else {query.period, query.base}
    if not asked <= {each.period for each in held}:
        return Gap.NO_PERIOD
    of_projects = not any(isinstance(request, TableRequest) for request in needed)
    if of_projects and not any(each.of_projects and each.period == query.period for each in held):
        return Gap.NO_FIGURE
    return gap
