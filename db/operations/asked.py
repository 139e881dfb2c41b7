"""One query with everything read for it: what the operations work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.answer import Answer, Gap, Remark
from db.assembly import Fetched
from db.operations.figures import View, view_of
from db.requests import DivisionOrder, PolicyRequest, Request, TableRequest
from db.rows import PolicyNode, Row
from nlp.catalogue import DocumentRef
from nlp.query import Named, Query


@dataclass(frozen=True, slots=True)
class Asked:
    query: Query
    document: DocumentRef
    fetched: Mapping[Request, Fetched]

    @property
    def view(self) -> View:
        return view_of(self.query)

    @property
    def blank(self) -> Answer:
        """An answer without anything in it, to be filled."""
        return Answer(self.query, self.document, facets=self.query.facets)

    def without(self, gap: Gap) -> Answer:
        """No answer, and why."""
        return Answer(self.query, self.document, facets=self.query.facets, gap=gap)

    def rows(self, request: Request) -> tuple[Row, ...]:
        return tuple(each for each in self.fetched.get(request, ()) if isinstance(each, Row))

    @property
    def table(self) -> tuple[Row, ...]:
        """The rows of the first table: all that is needed of it is asked for at once."""
        return next((self.rows(each) for each in self.fetched if isinstance(each, TableRequest)), ())

    def remarks(self, request: Request) -> tuple[Remark, ...]:
        return tuple(each for each in self.fetched.get(request, ()) if isinstance(each, Remark))

    def nodes(self) -> tuple[PolicyNode, ...]:
        """The policy tree in printed order, where it was asked for."""
        return tuple(each for each in self.fetched.get(PolicyRequest(), ()) if isinstance(each, PolicyNode))

    def divisions(self) -> tuple[Named, ...]:
        """The divisions in printed order, where they were asked for."""
        return tuple(each for each in self.fetched.get(DivisionOrder(), ()) if isinstance(each, Named))
