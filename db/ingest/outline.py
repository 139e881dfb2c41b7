"""The policy outline (施策体系): tagged entries with divisions, amounts and notes, and the lines under them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from db.errors import Unreadable, UnreadableDocument
from db.ingest.clean import nfkc, parse_amount, squeeze
from db.ingest.policies import PolicyNode
from db.ingest.projects import category
from db.ingest.read import Line
from nlp.query import Kind

_TAGGED = re.compile(r"[〈<＜《](?P<tag>[^〉>＞》]{1,4})[〉>＞》]\s*(?P<rest>.*)")
_BULLET = re.compile(r"(?:[-−–*•]\s+|[・○◯●]\s*)+")
_DIVISIONS = re.compile(r"【(?P<names>[^】]*?(?:課|室|局|所|部|センター|ほか|班|係)[^】]*)】")
_AMOUNT = re.compile(r"(?P<amount>[▲△]?\s*\d[\d,，]*)\s*千円(?P<part>の(?:一部|内数|うち数)|の一部|（一部）)?")
_AMOUNT_LINE = re.compile(rf"{_AMOUNT.pattern}\s*(?:【再掲】)?")
_RELISTED = re.compile(r"[【〔\[（(]再掲[】〕\]）)]")
_REMARK = re.compile(r"[（(](?P<remark>[^（()）]*)[)）]\s*$")
_PILLAR = re.compile(
    r"(?P<label>(?:[^\s\d〈【「・]{1,8}?)\s?(?:\d{1,2}|[０-９]{1,2}|[Ⅰ-Ⅻ]|[①-⑳]|[一二三四五六七八九十]))(?P<rest>[\s:：].*|[「『].*|$)"
)
_PREDICATE = re.compile(r"\s+(?P<end>を?(?:除く|含む|除いた額|含んだ額|除外))$")
_LEGEND = re.compile(
    r"[〈<＜《]([^〉>＞》]{1,4})[〉>＞》]\s*[:：…]?\s*([^〈<＜《\s、，【]{1,4})(?![^\s、，〈<＜《）)])"
)
"""A tag with a word as short as a category's, and nothing more."""
_QUOTE = re.compile(r"[「」『』]")


@dataclass(frozen=True, slots=True)
class OutlineAmount:
    """An entry's amount in 千円, where it stands and how."""

    thousand_yen: int
    line: int
    printed: str


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One entry of the outline."""

    position: int
    """1-based order in the document."""
    parent: int | None
    """The position of the entry it stands under."""
    pillar: str | None
    """Key of the list's pillar it stands under."""
    heading: str
    tag: str | None
    name: str
    divisions: str
    """As printed in 【】."""
    amount: OutlineAmount | None
    partial: bool
    relisted: bool
    text: str
    note: str
    note_line: int | None
    line: int
    printed: str


@dataclass(frozen=True, slots=True)
class PillarLabel:
    """How the outline heads a pillar of the list."""

    key: str
    label: str
    """«戦略3 「新時代に対応した」»"""
    short: str
    """«戦略3»"""
    line: int
    agrees: bool
    """Whether its words are those of the list's pillar."""
    text: str
    """Slogan and name, as the list would print them."""


@dataclass(frozen=True, slots=True)
class OutlineReading:
    """The whole outline."""

    entries: tuple[OutlineEntry, ...]
    pillars: tuple[PillarLabel, ...]


@dataclass(slots=True)
class _Open:
    """An entry still being read."""

    position: int
    line: Line
    parent: int | None
    pillar: str | None
    heading: str
    tag: str | None
    name: str
    divisions: str
    top: bool
    amount: OutlineAmount | None = None
    partial: bool = False
    relisted: bool = False
    texts: list[str] = field(default_factory=list)
    note: str = ""
    note_line: int | None = None
    printed: list[str] = field(default_factory=list)
    children: int = 0


@dataclass(slots=True)
class _State:
    tags: Mapping[str, str]
    pillar: PillarLabel | None = None
    pillars: list[PillarLabel] = field(default_factory=list)
    heading: str = ""
    entries: list[_Open] = field(default_factory=list)
    top: _Open | None = None
    current: _Open | None = None


def read_outline(lines: tuple[Line, ...], pillars: tuple[PolicyNode, ...], *, grouped: bool) -> OutlineReading:
    """Read the part under the outline's heading; `pillars` are those of the list. A line that says nothing the
    outline's grammar knows is a description of what stands above it.

    Raises UnreadableDocument: BAD_AMOUNT.
    """
    start, tags = _legend(lines)
    state = _State(tags)
    consumed: set[int] = set()
    for at in range(start, len(lines)):
        line = lines[at]
        if line.blank or line.number in consumed:
            continue
        following = lines[at + 1] if at + 1 < len(lines) else None
        isolated = (at == 0 or lines[at - 1].blank) and (following is None or following.blank)
        pillar = _pillar(line, following, pillars, len(state.pillars))
        if pillar is not None:
            state.pillars.append(pillar)
            state.pillar, state.heading, state.top, state.current = pillar, "", None, None
            if following is not None and not following.blank:
                consumed.add(following.number)
        elif state.pillar is None and not _is_entry(line):
            continue
        else:
            _line(state, line, isolated=isolated, grouped=grouped)
    return OutlineReading(tuple(map(_close, state.entries)), tuple(state.pillars))


def _legend(lines: tuple[Line, ...]) -> tuple[int, dict[str, str]]:
    """The lines that say what the tags mean («〈継〉継続»), and where the outline goes on."""
    tags: dict[str, str] = {}
    start = 0
    for at, line in enumerate(lines):
        said = _LEGEND.findall(line.text)
        if said and not re.sub(r"[\s、，,：:（）()凡例]", "", _LEGEND.sub("", line.text)):
            tags.update(said)
            start = at + 1
        elif _is_entry(line) or (tags and not line.blank):
            break
    return start, tags


def _is_entry(line: Line) -> bool:
    text = line.text.strip()
    return bool(_BULLET.match(text) or _TAGGED.fullmatch(text) or _DIVISIONS.search(text))


def _pillar(line: Line, following: Line | None, pillars: tuple[PolicyNode, ...], seen: int) -> PillarLabel | None:
    """A heading with a label and an ordinal whose words (with the next line's) are a pillar's, or that comes where
    the next pillar is due."""
    text = line.text.strip()
    match = _PILLAR.fullmatch(text)
    if match is None or _is_entry(line) or line.is_row:
        return None
    more = following.text.strip() if following is not None and not following.blank and not _is_entry(following) else ""
    words = _QUOTE.sub("", squeeze(match["rest"].lstrip(" :：　")) + squeeze(more))
    tops = [node for node in pillars if node.kind is Kind.PILLAR]
    same = next((node for node in tops if _plain(node.name) == _plain(words)), None)
    due = tops[seen] if seen < len(tops) else None
    node = same or due
    key = node.key if node is not None else str(seen + 1)
    return PillarLabel(key, text, squeeze(match["label"]), line.number, same is not None, words)


def _plain(text: str) -> str:
    return _QUOTE.sub("", squeeze(nfkc(text)))


def _line(state: _State, line: Line, *, isolated: bool, grouped: bool) -> None:
    text = line.text.strip()
    if _AMOUNT_LINE.fullmatch(text) and state.current is not None and state.current.amount is None:
        state.current.printed.append(line.text)
        _details(state.current, line, text, grouped=grouped)
    elif _is_entry(line):
        _entry(state, line, text, grouped=grouped)
    elif state.top is None or (isolated and (state.top.texts or state.top.children)):
        _heading(state, text)
    elif text.startswith("※"):
        _note(state.current or state.top, line, text)
    else:
        _describe(state.current or state.top, line, text)


def _heading(state: _State, text: str) -> None:
    """A heading; a second line right under it goes on with it."""
    goes_on = state.heading and state.top is None and state.current is None
    state.heading = f"{state.heading} {_tidy(text)}" if goes_on else _tidy(text)
    state.top = state.current = None


def _entry(state: _State, line: Line, text: str, *, grouped: bool) -> None:
    rest = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    tagged = _TAGGED.fullmatch(rest)
    tag = category(state.tags.get(tagged["tag"], tagged["tag"])) if tagged else None
    rest = tagged["rest"] if tagged else rest
    divisions = _DIVISIONS.search(rest)
    is_top = divisions is not None or state.top is None
    entry = _Open(
        position=len(state.entries) + 1,
        line=line,
        parent=None if is_top or state.top is None else state.top.position,
        pillar=state.pillar.key if state.pillar else None,
        heading=state.heading,
        tag=tag,
        name="",
        divisions=squeeze(divisions["names"]) if divisions else "",
        top=is_top,
        printed=[line.text],
    )
    if divisions:
        entry.name = _tidy(rest[: divisions.start()].strip())
        _details(entry, line, rest[divisions.end() :], grouped=grouped)
    else:
        entry.name = _tidy(_details(entry, line, rest, grouped=grouped))
    state.entries.append(entry)
    state.current = entry
    if is_top:
        state.top = entry
    elif state.top is not None:
        state.top.children += 1


def _details(entry: _Open, line: Line, rest: str, *, grouped: bool) -> str:
    """Take amount, 「の一部」, 【再掲】 and note off the end of a line; return what stands before them."""
    text, mark, note = rest.partition("※")
    if mark:
        _note(entry, line, f"※{note}".strip())
    if _RELISTED.search(text):
        entry.relisted = True
        text = _RELISTED.sub("", text)
    match = _last_amount(text)
    if match is not None:
        amount = parse_amount(match["amount"].replace("，", ","), grouped=grouped)
        if amount is None:
            raise UnreadableDocument(line.number, Unreadable.BAD_AMOUNT, (match["amount"].strip(),))
        entry.amount = OutlineAmount(amount, line.number, match.group().strip())
        entry.partial = match["part"] is not None
        remark = text[match.end() :].strip()
        if remark:
            entry.texts.append(remark)
        return text[: match.start()].strip()
    return text.strip()


def _last_amount(text: str) -> re.Match[str] | None:
    """The amount that ends the text, but for a remark in brackets."""
    last = next(reversed(list(_AMOUNT.finditer(text))), None)
    if last is None:
        return None
    after = text[last.end() :].strip()
    return last if not after or _REMARK.fullmatch(after) else None


def _note(entry: _Open | None, line: Line, text: str) -> None:
    if entry is None:
        return
    entry.note = f"{entry.note} {text}".strip()
    entry.note_line = entry.note_line or line.number
    if entry.line is not line:
        entry.printed.append(line.text)


def _describe(entry: _Open, line: Line, text: str) -> None:
    """A describing line; under a line of its own without amount it is that line, going on."""
    entry.printed.append(line.text)
    predicate = _PREDICATE.search(text)
    if entry.note and predicate and not _PREDICATE.search(f" {entry.note}") and re.search(r"[」』、）)]$", entry.note):
        # A note set beside the text in two lines: its second line ends the text's line.
        entry.note += predicate["end"]
        text = text[: predicate.start()]
    if not entry.top and entry.amount is None and not entry.texts:
        entry.name = _join(entry.name, _tidy(text))
    else:
        entry.texts.append(_tidy(text))


def _tidy(text: str) -> str:
    """Outline lines are not wrapped: only a space after a comma, where a line of the layout ended, is none."""
    return re.sub(r"(?<=[、。，])\s+", "", text.strip())


def _join(first: str, second: str) -> str:
    """Two printed lines of one text."""
    both_latin = first[-1:].isascii() and second[:1].isascii() and first and second
    return f"{first} {second}" if both_latin else first + second


def _close(entry: _Open) -> OutlineEntry:
    text = ""
    for each in entry.texts:
        text = _join(text, each)
    return OutlineEntry(
        position=entry.position,
        parent=entry.parent,
        pillar=entry.pillar,
        heading=entry.heading,
        tag=entry.tag,
        name=entry.name,
        divisions=entry.divisions,
        amount=entry.amount,
        partial=entry.partial,
        relisted=entry.relisted,
        text=text,
        note=entry.note,
        note_line=entry.note_line,
        line=entry.line.number,
        printed="\n".join(entry.printed),
    )
