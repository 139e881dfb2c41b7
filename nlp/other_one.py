"""«もう一方の特別会計は», «もう片方はいくら»: of two things the one that was not spoken of."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.asked_of import asked_of
from nlp.carried import Carried, Followup
from nlp.query import Named

_OTHER = re.compile(
    r"もう(?:一方|片方|片っ?ぽ|いっぽう|一つ|1つ|ひとつ|一個)の?(?:特別会計|特会|会計|課|事業|ほう|方|やつ)?(?:についても|につきましても)?"
)
_TWO = 2


def the_other(turn: Followup) -> Carried | None:
    """What the turn asks, of the other of the two."""
    said = _OTHER.search(turn.frame.text)
    spoken_of = turn.results if len(turn.results) == 1 else turn.last.selection.subjects
    if said is None or len(spoken_of) != 1:
        return None
    pair = next((pair for pair in _pairs(turn, spoken_of[0]) if len(pair) == _TWO and spoken_of[0] in pair), None)
    if pair is None:
        return None
    other = next(named for named in pair if named != spoken_of[0])
    carried = asked_of(replace(turn, frame=turn.frame.without([said.span()])), (other,))
    return carried and replace(carried, placed=(said.span(),))


def _pairs(turn: Followup, one: Named) -> list[tuple[Named, ...]]:
    """Two shown together before, or the two members of its group."""
    shown = [exchange.results for exchange in turn.exchanges]
    lexicon = turn.frame.lexicon
    entry = lexicon.entry(one)
    of_kind = lexicon.of_kind(one.kind)
    members = tuple(each.named for each in of_kind if entry and entry.parent and each.parent == entry.parent)
    return [*shown, members]
