"""One project asked about beside what is taken for granted of it: «…は雇用対策課の事業だけど、額は»."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import CategoryClaim, Claim, DivisionClaim, Facet, Named, Operation, Selection
from nlp.rules.asked import Outcome, facets
from nlp.scan import Span

_ELSE_ASKED = (
    "op.share", "op.ratio", "op.difference", "op.compare", "agg.sum", "agg.mean", "agg.median", "ask.count",
    "rank.most", "rank.least", "ask.list", "ask.all", "ask.which", "ask.exists", "neg.except", "neg.not",
)  # fmt: skip
_COORDINATED = re.compile(r"(?:と|や|、|,|・|および|及び|&|\+)\s*")
_ITS = re.compile(r"(?:さん)?(?:の|が|で|による|所管|担当|実施)")
_ASKED = (
    "ask.amount", "noun.budget", "ask.describe", "ask.extent", "ask.number", "ask.policy", "ask.source", "ask.name",
)  # fmt: skip


def presupposed(frame: Frame) -> Outcome:
    """The facets of one project, and what the question takes for granted of it, to be corrected where it is wrong."""
    project = _project(frame)
    if project is None or frame.has(*_ELSE_ASKED) or frame.about_change or frame.timing.base or frame.nodes:
        return None
    taken = _taken_for_granted(frame, project)
    if taken is None:
        return None
    bare = not frame.has(*_ASKED)
    asked = facets(frame, Facet.AMOUNT) if not bare else (Facet.NAME, Facet.AMOUNT, Facet.SUMMARY)
    asked = tuple(f for f in asked if f is not Facet.DIVISION or frame.has("ask.who")) or (Facet.AMOUNT,)
    return Draft(Operation.SHOW, Selection(subjects=(project,)), facets=asked, claim=taken)


def _project(frame: Frame) -> Named | None:
    """The one project that is named, or that the words describe wholly."""
    if frame.projects:
        return frame.projects[0] if len(frame.projects) == 1 else None
    found = frame.resolution
    if not frame.has("noun.project"):
        return None  # words of a story may describe a project by chance
    if not found.words or found.unknown or found.dropped or found.generic or found.any_of:
        return None
    by = found.by_name or found.by_text
    return frame.topics.named(frozenset(by))[0] if len(by) == 1 else None


def _taken_for_granted(frame: Frame, project: Named) -> Claim | None:
    entry = frame.lexicon.entry(project)
    if frame.divisions and entry is not None:
        spans = [span for span in frame.scan.names if span.names[0] in frame.divisions]
        theirs = set(frame.divisions) <= set(entry.divisions)
        # «雇用対策課と奨学金返還支援の予算» are two things, unless the one runs the other.
        if theirs or not any(_is_coordinated(frame, span) for span in spans):
            return DivisionClaim(frame.divisions)
        return None
    if len(frame.categories) == 1 and not frame.has("ask.category"):
        return CategoryClaim(frame.categories[0])
    return None


def _is_coordinated(frame: Frame, span: Span) -> bool:
    before = frame.text[: span.start].rstrip()
    return not _ITS.match(frame.text, span.end) and (
        bool(_COORDINATED.match(frame.text, span.end)) or before.endswith(("と", "や", "、", ",", "・"))
    )
