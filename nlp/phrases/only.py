"""«増えたのは土地取得事業だけですか»: what is asked is which they are, and whether those are all."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.coordination import COORDINATED, is_numbered
from nlp.frame import Frame
from nlp.polar import is_polar
from nlp.query import Kind, Named
from nlp.resolution import resolve_words
from nlp.scan import Span
from nlp.topics import Word

_ONLY = re.compile(r"[」』]?(?:だけ|のみ|しか)")
_SAID_OF_SET = re.compile(r"(?:は|って|のが|とは)[^。]*$")
_PREDICATE = re.compile(
    r"(?:です|でしょ|だよ|だろ|だっけ|で(?:合|あって|間違|正し|いい|よい|よろし|す)|、?\s*(?:と|って)(?:の|い|理解|認識|聞)|なの|なん"
    r"|っす|じゃな|では?な|か|[?\s]*$)"
)
_THEIR_RUNNING = re.compile(r"(?:で|が|の)?(?:担当|所管|やって|やる|実施|持って|受け持|関わ|単独)")
_NOUNS = {Kind.DIVISION: "noun.division", Kind.PROJECT: "noun.project"}


def only(frame: Frame) -> Frame | None:
    """The names are looked for by the rest of the question, and compared with what is found (`Frame.only`)."""
    if not is_polar(frame) or frame.has("ask.why"):
        return None
    run = _named_alone(frame) or _described(frame)
    if not run:
        return None
    start, end = run[0].start, run[-1].end
    said = _ONLY.match(frame.text, end)
    names = tuple(named for thing in run if (named := _named(frame, thing)))
    if said is None or len(names) < len(run) or _THEIR_RUNNING.match(frame.text, said.end()):
        return None
    if _SAID_OF_SET.search(frame.text[:start]) and _PREDICATE.match(frame.text, said.end()):
        gone = [(start, len(frame.text))]
    elif not frame.text[:start].strip() and frame.about_change:
        polar = [(s.start, s.end) for s in frame.scan.all("ask.polar", "ask.confirm")]
        gone = [(start, said.end() + frame.text.startswith("が", said.end())), *polar]
    else:
        return None
    rest = frame.without(gone)
    if rest.projects and names[0].kind is Kind.DIVISION:
        return None  # «県産品輸出戦略事業費の担当は貿易振興課だけ»
    looked_for = ["ask.which"]
    if not rest.speaks_of_projects and names[0].kind in _NOUNS:
        looked_for.append(_NOUNS[names[0].kind])
    return replace(rest.reread(rest.scan.adding(Span(start, start + 1, tuple(looked_for)))), only=names)


def _named_alone(frame: Frame) -> list[Span]:
    """The run of names before «だけ»."""
    run: list[Span] = []
    for span in frame.scan.spans:
        if len(span.names) != 1 and not is_numbered(span):
            continue
        if run and not COORDINATED.fullmatch(frame.text, run[-1].end, span.start):
            run = []
        run.append(span)
        if _ONLY.match(frame.text, span.end):
            return run
    return []


def _described(frame: Frame) -> list[Word]:
    """The word before «だけ», by which a project may be known: «アンテナショップだけ»."""
    return [word for word in frame.scan.words if _ONLY.match(frame.text, word.end)][:1]


def _named(frame: Frame, span: Span | Word) -> Named | None:
    if isinstance(span, Word):
        found = resolve_words(frame.text, (span,))
        return frame.topics.named(frozenset(found.by_name))[0] if len(found.by_name) == 1 else None
    if span.names:
        return span.names[0]
    entry = frame.lexicon.entries.get((Kind.PROJECT, str(span.number.value))) if span.number else None
    return entry.named if entry else None
