"""«課どこ», «これ貿易振興課?», «区分は», «その差は»: single facts of what was spoken of."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import (
    ROWS,
    Carried,
    Followup,
    again,
    draft_of,
    focus,
)
from nlp.draft import Draft
from nlp.query import (
    DivisionClaim,
    Facet,
    Kind,
    Measure,
    Operation,
)
from nlp.said import kinds

_DIVISION = re.compile(
    r"(?:それ|これ|その事業)?(?:の|って|は)?(?:担当)?課(?:は|って|が|も|を)?(?:どこ|どれ|何|なに)?(?:の|です|か|だ|さ|ん)*"
    r"(?:(?:付|つ)けて|添えて|入れて|足して)?[?。\s]*"
)
_WHERE = re.compile(
    r"(?:それ|これ|そいつ|その事業)?(?:って|は)?(?:どこ|どちら)(?:の|が|です|なの|か|だ|さ|なん)*[?。\s]*"
)
_CATEGORY = re.compile(
    r"(?:それ|これ|その事業)?(?:の|って|は)?区分(?:は|って|も)?(?:どう|何|なに|なん|どれ|どの区分)?(?:なの|です|でしょう|だっけ|に?なりますか?|か|の)*[?。\s]*"
)
_HOW_MANY_DIVISIONS = re.compile(
    r"(?:全部で|全部|合計)?(?:何|なん|いくつの)課(?:ある|あり|です|ます|でしょう|だ|か|の)*[?。\s]*"
)


def stated(turn: Followup) -> Carried | None:
    """«これ貿易振興課?» of the project spoken of: whether that is so."""
    frame, rows = turn.frame, focus(turn)
    if not (frame.has("ref.it") and frame.divisions) or frame.scan.words or frame.projects:
        return None
    if kinds(rows.subjects) != {Kind.PROJECT} or not _WHETHER.search(frame.text):
        return None
    only = bool(re.search(r"だけ|のみ|単独", frame.text))
    return Carried(Draft(Operation.CHECK, rows, claim=DivisionClaim(frame.divisions, only=only)), ("subject",))


_WHETHER = re.compile(
    r"課(?:だけ|のみ|単独)?(?:が(?:担当|所管|やって)|の(?:担当|所管|事業|やつ)?|担当|所管|で合って)?(?:する|している?|して)?"
    r"(?:る|ます|です|でしょう|だよ|だった|なの|なん|っけ|だっけ|の|ね|よ|か)*[?。\s]*$"
)


def whose(turn: Followup) -> Carried | None:
    """«課どこ», «それどこ?» of the projects spoken of: the division in charge; «区分は何ですか» of them."""
    text, rows = turn.frame.text.strip(), focus(turn)
    if _CATEGORY.fullmatch(text) and kinds(rows.subjects) == {Kind.PROJECT}:
        return Carried(Draft(Operation.SHOW, rows, facets=(Facet.CATEGORY,)), ("subject",))
    if _HOW_MANY_DIVISIONS.fullmatch(text) and turn.last.operation in ROWS and kinds(turn.results) == {Kind.DIVISION}:
        if turn.last.selection.limit == 1:
            return again(turn.last, "subject", "operation")
        return Carried(
            replace(draft_of(turn.last), operation=Operation.COUNT), ("subject",), turn.last.period, turn.last.base
        )
    if _WHERE.fullmatch(text) and turn.last.operation in ROWS and kinds(turn.results) == {Kind.DIVISION}:
        return again(turn.last, "subject", "operation")  # «増えた課ある?» «どこ?»
    if not (_DIVISION.fullmatch(text) or _WHERE.fullmatch(text)) or kinds(rows.subjects) != {Kind.PROJECT}:
        return None
    return Carried(Draft(Operation.SHOW, rows, facets=(Facet.DIVISION,)), ("subject",))


_ITS_DIFFERENCE = re.compile(
    r"(?:その|この)(?:差|変化|増減)額?(?:は|って|を)?(?:いくら|どのくらい|どれくらい)?(?:です|か)*[?。\s]*"
)


def how_much_moved(turn: Followup) -> Carried | None:
    """«その差は» of the division that moved most: by how much."""
    last, rows = turn.last, focus(turn)
    if not _ITS_DIFFERENCE.fullmatch(turn.frame.text.strip()) or last.operation not in ROWS or len(turn.results) != 1:
        return None
    if last.measure is not Measure.CHANGE or kinds(rows.subjects) != {Kind.DIVISION}:
        return None
    difference = tuple((span.start, span.end) for span in turn.frame.scan.all("op.difference"))
    made = Draft(Operation.SHOW, rows, measure=Measure.CHANGE, facets=(Facet.AMOUNT,))
    return Carried(made, ("subject", "measure"), last.period, last.base, last.unit, difference)
