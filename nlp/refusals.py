"""Questions that no budget document answers, and talk that is no question, from `refusals.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from nlp.frame import Frame
from nlp.query import Kind
from nlp.reading import Decline, Refusal, Social, Talk
from nlp.resolution import resolve_words
from nlp.scan import Scan, Span

_BUDGET_OF = re.compile(r"\s*(?:の|は|って|、)?[^。?]{0,8}?(?:予算|額|費|いくら)")
_TELLING = 8
"""Projects that have a word before it is too common to say what is asked about."""
_IN_NAMES = frozenset({"noun.division", "noun.department", "ask.who", "idle.words"})
_COUNTED = re.compile(r"[0-9一二三四五六七八九十両全各]+.")


@dataclass(frozen=True, slots=True)
class RefusalTable:
    refuse: tuple[tuple[str, re.Pattern[str]], ...]
    talk: tuple[tuple[Social, re.Pattern[str]], ...]
    organisation: re.Pattern[str]
    endings: frozenset[str]
    long_endings: tuple[str, ...]
    other_body: re.Pattern[str]
    not_names: frozenset[str]


@lru_cache(maxsize=1)
def table() -> RefusalTable:
    """The patterns shipped with the package."""
    data = tomllib.loads(files("nlp").joinpath("refusals.toml").read_text("utf-8"))
    endings = "|".join(data["organisation"]["endings"])
    return RefusalTable(
        tuple((kind, re.compile("|".join(patterns))) for kind, patterns in data["refuse"].items()),
        tuple((Social(kind), re.compile("|".join(patterns))) for kind, patterns in data["talk"].items()),
        re.compile(rf"[一-鿿々ァ-ヶーぁ-んa-z・]+?(?:{endings})(?![一-鿿々ァ-ヶー])"),
        frozenset(data["organisation"]["endings"]),
        tuple(ending for ending in data["organisation"]["endings"] if len(ending) > 1),
        re.compile(data["organisation"]["other_body"]),
        frozenset(data["organisation"]["not_names"]),
    )


def talk(text: str) -> Talk | None:
    """Greeting, thanks, help, insult: only where the text is nothing else.

    Args:
        text: folded.
    """
    stripped = text.strip()
    for kind, pattern in table().talk:
        if pattern.search(stripped):
            return Talk(kind)
    return None


def refusal(scan: Scan) -> Decline | None:
    """Why the question cannot be answered by a document like this, if its words say so."""
    text = _without_names(scan)
    for kind, pattern in table().refuse:
        match = pattern.search(text)
        if match and not (kind == Refusal.WHOLE_GOVERNMENT and _says_of_what(scan)):
            why = Refusal.OUT_OF_SCOPE if kind not in Refusal._value2member_map_ else Refusal(kind)
            if kind == "monthly":
                why = Refusal.SETTLEMENT
            return Decline(why, (match.group().strip(),))
    return None


def _says_of_what(scan: Scan) -> bool:
    """«…の奨励金、県の予算は?»: the government pays for it, and is not what is asked about."""
    named = any(n.kind in {Kind.PROJECT, Kind.BREAKDOWN} for span in scan.names for n in span.names)
    return named or any(word.known and len(word.in_texts) <= _TELLING for word in scan.words)


def without_words(frame: Frame, refused: tuple[str, ...]) -> Frame:
    """The frame without the words that the refusal took: «電話番号» names nothing."""
    taken = [match.span() for words in refused for match in re.finditer(re.escape(words), frame.text)]
    kept = tuple(w for w in frame.scan.words if not any(s < w.end and w.start < e for s, e in taken))
    return replace(frame, scan=replace(frame.scan, words=kept), resolution=resolve_words(frame.text, kept))


def unknown_organisation(scan: Scan, government: str) -> str | None:
    """A division, department, municipality or government named that the document is not about."""
    other = table().other_body.search(scan.text)
    if other and other[1] != government and not scan.has("noun.project"):
        return other[1]
    covered = [(s.start, s.end) for s in scan.spans if s.names]
    words = {token.start for token in scan.tokens}
    for match in table().organisation.finditer(scan.text):
        start, end = match.span()
        if any(s < end and start < e for s, e in covered if e >= end or (s <= start and e > end - 1)):
            continue
        if scan.text[end - 1] not in "課部局室" and not _BUDGET_OF.match(scan.text, end):
            continue  # «委員会でも話題»: mentioned, not asked about
        said = _tail(scan, start, end, words)
        if said and said not in table().not_names and len(said) > 1 and not _COUNTED.fullmatch(said):
            return said
    return None


def _tail(scan: Scan, start: int, end: int, starts: set[int]) -> str | None:
    """The organisation's name itself: the run of nouns that ends here."""
    last = next((t for t in scan.tokens if t.end == end), None)
    said = scan.text[start:end]
    if last is None or (last.surface not in table().endings and not said.endswith(table().long_endings)):
        return None
    position = None
    for token in reversed([t for t in scan.tokens if start <= t.start and t.end <= end]):
        if (token.pos not in {"名詞", "接尾辞", "接頭辞", "副詞"} and token.surface != "・") or token.detail == "数詞":
            break
        if any(_parts(span) and span.start < token.end and token.start < span.end for span in scan.spans):
            break
        position = token.start
    if position is None or position not in starts:
        return None
    covered = [s for s in scan.spans if s.start < end and position < s.end and s.concepts]
    if any(s.end == end and s.start <= position for s in covered) or _joined(covered, position, end):
        return None
    return scan.text[position:end].lstrip("・")


def _joined(covered: list[Span], start: int, end: int) -> bool:
    """«たんとう課»: words that the vocabulary knows, side by side."""
    for span in sorted(covered, key=lambda span: span.start):
        start = max(start, span.end) if span.start <= start else start
    return start >= end


def _parts(span: Span) -> bool:
    """What ends the run of nouns that is an organisation's name: another name, «うち», «以外» …"""
    return bool(span.names) or bool(set(span.concepts) - _IN_NAMES)


def _without_names(scan: Scan) -> str:
    pieces, position = [], 0
    for span in scan.spans:
        if span.names and span.literal and span.start >= position:
            pieces.append(scan.text[position : span.start] + "〓")
            position = span.end
    return "".join(pieces) + scan.text[position:]
