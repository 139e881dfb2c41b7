"""«雇用対策課は?» after «観光立県推進課の新規は?»: a question that stopped at an unknown name, with another name."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from nlp.reading import Context, Reading, Stopped, Understood
from nlp.scan import Scan

_BEFORE = re.compile(r"(?:じゃあ?|では|なら|それなら|あ|えっと|訂正|あと)?[、,\s]*")
_AFTER = re.compile(
    r"(?:の(?:ほう|方|こと))?(?:は|だと|なら|では|だったら|で|です|だ|だった|でした|でお願いします|ね|よ)*[。?\s]*"
)


def asked_again(scanned: Scan, stopped: Stopped) -> str | None:
    """The question that stopped, with the name that the turn says in place of the unknown one.

    Args:
        scanned: the turn: it must name a thing and say nothing else.
        stopped: where the question before it stopped.
    """
    pieces = sorted([(s.start, s.end) for s in scanned.names] + [(w.start, w.end) for w in scanned.words])
    if not pieces:
        return None
    start, end = pieces[0][0], pieces[-1][1]
    whole = all(first[1] == second[0] for first, second in itertools.pairwise(pieces))
    bare = _BEFORE.fullmatch(scanned.text, 0, start) and _AFTER.fullmatch(scanned.text, end)
    return stopped.text.replace(stopped.name, scanned.text[start:end], 1) if whole and bare else None


def before(context: Context, stopped: Stopped) -> Context:
    """The context that the question which stopped was read with."""
    return replace(context, stopped=None, adrift=stopped.adrift)


def told(reading: Reading, text: str) -> Reading:
    """The reading of the question asked again, as one of the turn: what it asks was taken over."""
    outcome = reading.outcome
    if isinstance(outcome, Understood):
        outcome = replace(outcome, inherited=tuple(dict.fromkeys((*outcome.inherited, "operation"))))
    return replace(reading, question=text, outcome=outcome)
