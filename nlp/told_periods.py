"""Whether what is asked about is in the periods that were said."""

from __future__ import annotations

from nlp.frame import Frame
from nlp.periods import gathered, resolve
from nlp.told import Said

_A_PAIR = 2


def periods_left(frame: Frame, said: Said) -> list[str]:
    """Of three periods or more, those no query is about: «9月までに増額され、当初も前年当初を上回った課».

    One or two may be told apart, or one of them stand for the other («今年度の9月現計»): the timing sees to those.
    """
    meant = {resolve(mention, frame.lexicon.catalogue.periods): mention for mention in gathered(frame.scan.periods)}
    told = {period for query in said.queries for period in (query.period, query.base)}
    left = [frame.text[mention.start : mention.end] for period, mention in meant.items() if period not in told]
    return left if len(meant) > _A_PAIR else []
