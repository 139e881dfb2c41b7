"""What a yes/no question says of named projects beside their figures: run by several, listed there, printed again."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.query import (
    Claim,
    Condition,
    HasBreakdown,
    InOutline,
    InPolicy,
    Joint,
    Kind,
    MeetsClaim,
    Named,
    Partial,
    Relisted,
    UnderSeveral,
)
from nlp.subjects import subjects

_ELSE_ASKED = (
    "ask.which", "ask.list", "ask.amount", "ask.count", "ask.name", "ask.describe", "ask.extent",
    "ask.parent", "ask.source", "ask.why", "agg.sum", "op.share", "op.difference",
)  # fmt: skip
_OF_PROJECTS = (Joint, Relisted, HasBreakdown, Partial, InOutline, InPolicy, UnderSeveral)
_WHO = re.compile(r"どこ|どの|どちら(?!も)|何課|なに課|誰|だれ")
_AGAIN = re.compile(
    r"再掲(?:され|が(?:あ|さ)|に(?:な|も)|も(?:あ|さ)|で(?:す|しょう|あ)|扱い|の?対象|(?:の)?事業)|(?:2|二)(?:か所|箇所|回|度)(?:以上)?に?(?:載|掲載|出)"
)


def met(frame: Frame) -> Claim | None:
    """The one condition that the named projects are said to meet; None where there is none, or several."""
    who = frame.has("ask.who") and not frame.has("flag.joint")  # «複数の課が担当するか» says how many
    if who or frame.has(*_ELSE_ASKED) or _WHO.search(frame.text) or not projects_said(frame):
        return None
    said: list[Condition] = [*frame.flags(), *(c for c in frame.extra if isinstance(c, _OF_PROJECTS))]
    if frame.has("flag.relisted") and _AGAIN.search(frame.text):
        said.append(Relisted())
    if frame.nodes:
        said.append(InPolicy(frame.nodes))
    conditions = tuple(dict.fromkeys(said))
    return MeetsClaim(conditions[0]) if len(conditions) == 1 else None


def projects_said(frame: Frame) -> tuple[Named, ...]:
    """The projects that are named or described."""
    found = subjects(frame)
    return tuple(each for each in found if each.kind is Kind.PROJECT) if isinstance(found, tuple) else ()
