"""«貿易振興課の仕事って何», «産業政策課は何の業務をしてるとこ»: what a division does is what it runs."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.query import Kind

_WORK = re.compile(
    r"(?:[」』])?(?:の|って|は|が|、|とは)?\s*(?:主な|おもな)?(?:何|なん|なに|どんな|どういう|どういった|どのような)?(?:の|な)?"
    r"(?P<work>(?:お?仕事|おしごと|しごと|業務|役割|役目|所掌事務|事務分掌|所掌)(?:の?内容)?)"
    r"(?![一-鿿]|に(?:関|役|使)|で使|探|が(?:ない|なく))"
)


def work(frame: Frame) -> Frame | None:
    """The word is no topic of its own where it is said of a division."""
    for span in frame.scan.names:
        said = _WORK.match(frame.text, span.end)
        if said and len(span.names) == 1 and span.names[0].kind is Kind.DIVISION:
            return frame.reread(frame.scan.reread(*said.span("work"), "ask.describe"))
    return None
