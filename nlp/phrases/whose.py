"""Who runs it, said and not asked: «担当が雇用対策課の事業», «貿易振興課の担当になっている事業»."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.query import Kind
from nlp.scan import Span

_ASKS = re.compile(r"どこ|どの課|どちら|どっち|何課|なに課|誰|だれ|\bwho\b|\bwhich\b")
_BEFORE_A_NAME = re.compile(r"(?:課|者|部署|先)?\s*(?:が|に|は|を|として|の中に|に、?|=|:)?\s*[「『]?")
_AFTER_A_NAME = re.compile(r"[」』]?(?:が|の|で|は|も|を)?\s*")
_AMONG_THEM = re.compile(
    r"[」』]?(?:の名前?|の名)?(?:が|を|も|まで)?(?:ある|あり|含む|含み|含ま(?:れる|れて)|含んで|含めて|入る|入って|入った|加わる|加わって|いる|並ぶ)"
    r"(?:い|お)?(?:る|た|ります)?(?!い?な|い?ま|お?りま)"
)
"""«担当に貿易振興課を含む事業»: it is one of theirs, not counted in."""
_AT_THE_END = re.compile(r"(?:課|者|部署)?\s*(?:は|も|って)?\s*(?:です|でしょ|だ|か|よ|ね|なの|なん|じゃ|では|[?。]|$)")


def whose(frame: Frame) -> Frame | None:
    """The word speaks of what the division runs, and asks nothing."""
    if not frame.has("ask.who") or frame.projects or _ASKS.search(frame.text):
        return None
    names = [name for name in frame.scan.names if name.names[0].kind is Kind.DIVISION]
    scan, among = frame.scan, []
    for span in frame.scan.all("ask.who"):
        after = next((name for name in names if _BEFORE_A_NAME.fullmatch(frame.text, span.end, name.start)), None)
        if after is None and not _said_after(frame, span, names):
            continue
        scan = scan.reread(span.start, span.end, "noun.project")
        if after and (held := _AMONG_THEM.match(frame.text, after.end)):
            among.append(held.span())
    if scan is frame.scan:
        return None
    return frame.reread(scan).without(among)


def _said_after(frame: Frame, span: Span, names: list[Span]) -> bool:
    beside = any(_AFTER_A_NAME.fullmatch(frame.text, name.end, span.start) for name in names)
    return beside and not _AT_THE_END.match(frame.text, span.end)
