"""What the document says in words: its ※ notes, its title and its date."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.normalize import fold
from nlp.query import Operation, Scope, Selection
from nlp.rules.asked import Outcome
from nlp.subjects import subjects

_INCLUDED = re.compile(r"(?:含|ふく|入って|入る|はいって|込み|込んで|除|外れ|対象)")
_RUN = re.compile(r"[一-鿿ァ-ヶー]{3,}")
_SHORTEST = 3
_THE_TABLE = re.compile(r"課・会計別|会計別|(?<!施策の)表の?(?:下|欄外|外|中)|表に|予算額の表")
_DOCUMENT = r"(?:この|本|当|その)?(?:資料|文書|書類|ドキュメント|冊子|pdf|概要書|予算書|予算資料)"
_OF_THE_DOCUMENT = re.compile(
    rf"{_DOCUMENT}(?:は|って|の|、)?(?:いつ|何年|何月|日付|作成|発行|公表日|発表日|策定|年月|時点)"
    rf"|いつ(?:の|作|発|出)?(?:時点)?の?{_DOCUMENT}"
    rf"|{_DOCUMENT}(?:の|は)?(?:タイトル|題名|表題|正式名|名前|名称|何という)"
    rf"|(?:どこ|どの(?:部署|課|部|県)|何|なん|誰|だれ)(?:の|が(?:作|出)[^。]{{0,5}}){_DOCUMENT}"
    rf"|{_DOCUMENT}(?:は|って)?(?:どこ|誰|だれ|何の)"
    r"|(?:金額|表|資料|数字)?の?単位(?:は|って)(?:何|なに|なん|千円|円)|(?:何|なん)(?:円|千円|万円)?(?:の)?単位"
)


def document(frame: Frame) -> Outcome:
    """«この資料いつの», «資料のタイトルは»."""
    if frame.scan.names or frame.projects or any(word.known for word in frame.scan.words):
        return None
    return Draft(Operation.DOCUMENT, Selection(), facets=()) if _OF_THE_DOCUMENT.search(frame.text) else None


def notes(frame: Frame) -> Outcome:
    """«表の下の※は», «総合支庁分は入っている?»."""
    if frame.has("noun.note") and not _asks_for_rows(frame):
        found = subjects(frame) if frame.scan.names or frame.projects else None
        if isinstance(found, tuple) and found:
            return Draft(Operation.NOTES, Selection(subjects=found), facets=())
        scope = Scope.TABLE if frame.has("noun.table") or _THE_TABLE.search(frame.text) else Scope.LISTINGS
        return Draft(Operation.NOTES, Selection(scope), facets=())
    said = _mentioned(frame) if _INCLUDED.search(frame.text) and not frame.projects else None
    return Draft(Operation.NOTES, Selection(Scope.TABLE), facets=(), term=said) if said else None


def _asks_for_rows(frame: Frame) -> bool:
    """«「…」と注記されている事業はどれ»: projects with those words, not the notes."""
    described = bool(frame.topic) or frame.has("flag.relisted", "flag.partial")
    return (
        described
        and frame.has("noun.project", "noun.budget", "ask.name")
        and frame.has("ask.which", "ask.name", "ask.list")
    )


def _mentioned(frame: Frame) -> str | None:
    """What of the question a note of the first table speaks of: «総合支庁» of «総合支庁分»."""
    named = [(span.start, span.end) for span in frame.scan.spans if span.names]
    for match in _RUN.finditer(frame.text):
        if any(start < match.end() and match.start() < end for start, end in named):
            continue
        for note in frame.lexicon.catalogue.notes:
            for length in range(len(match.group()), _SHORTEST - 1, -1):
                if match.group()[:length] in fold(note):
                    return match.group()[:length]
    return None
