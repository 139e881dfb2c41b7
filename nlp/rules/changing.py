"""What moved between two periods, and what a question states or takes for granted."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.claims import claim, of_each, place_asked, summed_rows
from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.met import projects_said
from nlp.query import (
    TABLE_KINDS,
    AmountClaim,
    AmountRange,
    Beyond,
    Claim,
    CountClaim,
    Facet,
    Kind,
    Measure,
    MeetsClaim,
    MovedClaim,
    Named,
    Operation,
    Scope,
    Selection,
)
from nlp.rules.asked import EACH, Outcome, members, named_selection
from nlp.rules.opposing import set_claimed
from nlp.rules.ranking import aggregate_operation, ranking
from nlp.rules.sums_held import sum_held
from nlp.selecting import changed_by, direction, measure, scope, selection
from nlp.subjects import subjects


def why(frame: Frame) -> Outcome:
    if not (frame.has("ask.why") or (frame.has("ask.cause") and direction(frame) and frame.divisions)):
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    rows = found or (selection(frame, s) if (s := scope(frame)) else None)
    if found and frame.has("ref.both", "ask.all"):
        rows = replace(found, subjects=members(frame, found.subjects))
    return Draft(Operation.WHY, rows, claim=claim(frame, presupposed=True), measure=measure(frame))


def check(frame: Frame) -> Outcome:
    if (sets := set_claimed(frame) or sum_held(frame)) is not None:
        return sets
    if (place := place_asked(frame)) is not None:
        return _placed(frame, place)
    made = claim(frame)
    if made is None:
        return None
    counted = isinstance(made, CountClaim) and frame.speaks_of_projects
    if counted and frame.topic and not frame.projects and (rows := _counted(frame)):
        return Draft(Operation.CHECK, rows, claim=made)
    if (summed := summed_rows(frame)) is not None and isinstance(made, AmountClaim):
        return Draft(Operation.CHECK, summed, claim=made)
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if isinstance(made, MeetsClaim):
        found = Selection(subjects=projects_said(frame))
    if found and isinstance(made, MovedClaim) and of_each(frame):
        found = replace(found, subjects=members(frame, found.subjects))
    kinds = {n.kind for n in found.subjects} if found else set()
    if found and Kind.PROJECT in kinds and TABLE_KINDS & kinds:
        # «アンテナショップは産業政策課?»: the project is the subject, the division is what is claimed.
        found = replace(found, subjects=tuple(n for n in found.subjects if n.kind is Kind.PROJECT))
    rows = (_counted(frame) if counted else None) or found or _counted(frame)
    return Draft(Operation.CHECK, rows, claim=made, measure=measure(frame))


def _placed(frame: Frame, place: Claim) -> Outcome:
    """A project's place is among all, or those that are said beside it: of a division, of a category."""
    found = subjects(frame)
    named = found if isinstance(found, tuple) else ()
    if not named:
        return Draft(Operation.CHECK, None, claim=place, measure=measure(frame))
    projects = tuple(one for one in named if one.kind is Kind.PROJECT)
    if projects:
        return Draft(
            Operation.CHECK,
            Selection(subjects=projects[:1], conditions=frame.project_conditions(topic=False)),
            claim=place,
        )
    return Draft(Operation.CHECK, Selection(subjects=named[:1]), claim=place, measure=measure(frame))


def _counted(frame: Frame) -> Selection | None:
    wanted = scope(frame)
    return selection(frame, wanted) if wanted else None


_MAIN_CAUSE = re.compile(r"(?:主な|主たる|一番の|最大の|大きな)(?:要因|原因)|主因")
_OF_ROWS = re.compile(r"(?:た|る|の|ている|てる)(?:課|特別会計|会計|特会)(?=は|って|を|が|と|、|$|[?。\s])")
"""«3割以上減った特別会計»: the noun at the end is what is looked for."""
_OPEN_END = re.compile(r"(?:の|なの|もの|ところ)は[?。\s]*$")


_WHERE = re.compile(r"(?:とこ|ところ)(?:は|って|ある|も)*(?:どこ)?(?:です|なの|の|か)*[?。\s]*$")
"""«増えたとこどこ» asks which, whatever was spoken of."""


def _held_by(frame: Frame) -> Measure | None:
    """«減り方が部全体より大きい課»: what rows are held against another by."""
    return next((each.by for each in frame.extra if isinstance(each, Beyond) and each.by is not None), None)


def _is_single(frame: Frame, account: Named) -> bool:
    """«土地取得事業の特別会計は»: one account is named, and none is looked for."""
    entry = frame.lexicon.entry(account)
    return entry is not None and entry.parent is not None


def moved_rows(frame: Frame) -> Outcome:
    """Which rows moved: «増えた課は», «昨年度、当初と現計で違う課»."""
    if (held := _held_by(frame)) is not None and not frame.divisions and not aggregate_operation(frame):
        return Draft(
            Operation.LIST, selection(frame, scope(frame) or Scope.DIVISIONS), measure=held, facets=(Facet.NAME,)
        )
    way = direction(frame)
    asks = frame.has("ask.which", "ask.list", "ask.all", "ask.who", "noun.division")
    of_rows = None if any(_is_single(frame, account) for account in frame.accounts) else _OF_ROWS.search(frame.text)
    if way is None or not (asks or of_rows or _OPEN_END.search(frame.text)):
        return None
    wanted = scope(frame)
    if wanted is None and of_rows and frame.accounts:
        wanted = Scope.SPECIAL_ACCOUNTS
    if wanted is Scope.PROJECTS:
        return None
    if _MAIN_CAUSE.search(frame.text) and not frame.divisions:
        return ranking(frame, wanted or Scope.DIVISIONS)
    if frame.divisions or (frame.accounts and wanted is None):
        return None
    spoken_of = frame.context.queries and not _WHERE.search(frame.text)
    if wanted is None and (frame.says_department or spoken_of or frame.has("ask.amount", "ask.extent")):
        return None
    rows = selection(frame, wanted or Scope.DIVISIONS, moved=way)
    by = Measure.CHANGE_RATE if frame.has("move.rate") else Measure.CHANGE
    together = aggregate_operation(frame)
    if together and not frame.has("ask.list", "ask.all", "ask.which"):
        of_budgets = frame.has("noun.budget") and not frame.has("move.amount", "move.rate")
        return Draft(together, rows, measure=Measure.BUDGET if of_budgets else by)
    if any(isinstance(c, AmountRange) for c in rows.conditions) and not changed_by(frame):
        by = Measure.BUDGET  # «1億円以上の課で減ったのは»: the amount is of the budget
    return Draft(Operation.LIST, rows, measure=by, facets=(Facet.NAME,))


def change(frame: Frame) -> Outcome:
    """The change of named rows, as an amount or a rate."""
    by = measure(frame)
    if by is Measure.BUDGET:
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if found and EACH.search(frame.text):
        found = replace(found, subjects=members(frame, found.subjects))
    both = frame.has("move.amount") and frame.has("move.rate") and bool(_AND_RATE.search(frame.text))
    return Draft(Operation.SHOW, found, measure=by, and_rate=both)


_AND_RATE = re.compile(r"額\s*(?:と|・|、|,|及び|および|や|/|も)\s*[増減伸]?[加少減び]?率")
