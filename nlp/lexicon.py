"""The names of one document, ready to be found in a question: printed, abbreviated, spelled in kana."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick
from jaconv import alphabet2kana

from nlp.abbreviations import abbreviations
from nlp.catalogue import Catalogue, Entry
from nlp.normalize import fold, hiragana
from nlp.query import Kind, Named
from nlp.spellings import Spellings

EXACT, ALIAS, SHORT, BARE = 3, 2, 1, 0
"""How sure a surface names its thing: printed; printed without its suffix or from data; abbreviated; so short
that it may be an ordinary word."""

_TAIL = re.compile(r"(?:推進|促進|支援|運営|管理|振興|対策|強化)?(?:事業費等|事業費|事業|対策費|費|等)$")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_KANA = re.compile(r"[ぁ-ゖー]+")
_LONG_NAMES = {Kind.PROJECT: 7, Kind.DIVISION: 5, Kind.ACCOUNT: 6}
"""Characters from which a name with a slip is still told from others."""
_ACCOUNT_PART = 4
_SHORT_HEADING = 5
"""Characters: the least of an account's name that names it («土地取得»)."""
_ORDINARY = 3
"""Texts that use a word before it is an ordinary one."""
_LATIN = re.compile(r"(?<![a-z])[a-z]{4,}(?![a-z])")
_LONG_VOWEL = re.compile(r"(?<=[おこそとのほもよろごぞどぼぽょうくすつぬふむゆるぐずづぶぷゅ])う|ー")
_SEPARATORS = str.maketrans("", "", "・ 、,「」『』()!?")


_SHORT_DEPARTMENT = re.compile(r"(?P<short>[一-鿿]{2})[一-鿿]{2,}部")


def _department_said(department: str) -> re.Pattern[str]:
    """«県の商工の事業»: the department by the first of the things it is for."""
    match = _SHORT_DEPARTMENT.fullmatch(department)
    short = re.escape(match["short"]) if match else "(?!)"
    return re.compile(
        rf"(?<=県の){short}(?=の(?:主要)?(?:事業|予算|課|部署)|関係|部門)|(?<![一-鿿の]){short}部門?(?![一-鿿])"
    )


_MARK = re.compile(r"[!?。]")
_SHORT_ACCOUNT = re.compile(r"([一-鿿])[一-鿿]会計")
_NUMBERED = re.compile(r"([一-鿿]{1,4})\s*([0-9]+)")
"""«戦略1»: a word and a number."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A surface in the text and the things it may name, with how surely."""

    start: int
    end: int
    named: tuple[Named, ...]
    sureness: int
    literal: bool
    """The surface is a printed name, not a short form of it."""
    common: bool = False
    """A bare form that the document also uses as an ordinary word («中小企業»)."""


@dataclass(frozen=True, slots=True)
class KanaHit:
    """A stretch of kana that spells a word of the document."""

    start: int
    end: int
    word: str


class Lexicon:
    """Surfaces of names and readings of words, found by two automata."""

    def __init__(self, catalogue: Catalogue, spellings: Spellings) -> None:
        self.catalogue = catalogue
        self.entries: dict[tuple[Kind, str], Entry] = {(e.named.kind, e.named.key): e for e in catalogue.entries}
        self._of_kinds: dict[tuple[Kind, ...], tuple[Entry, ...]] = {}
        surfaces: dict[str, dict[Named, tuple[int, bool]]] = defaultdict(dict)
        for entry in catalogue.entries:
            for surface, sureness, literal in (*_surfaces(entry, spellings), *_numbered(entry, self.pillar_word)):
                known = surfaces[surface].get(entry.named)
                if known is None or known[0] < sureness:
                    surfaces[surface][entry.named] = (sureness, literal)
        self._department_said = _department_said(catalogue.document.department)
        self._surfaces = {surface: _surest(owners) for surface, owners in surfaces.items() if surface}
        self._common = _common_words(self._surfaces, catalogue)
        self._order = tuple(self._surfaces)
        self._automaton = AhoCorasick(self._order)
        self._spelled = spellings.readings
        self.headings = _headings(catalogue.headings, self._surfaces)
        """The outline's own headings, and each line of one in several: folded → as printed."""
        self.slippery: dict[str, Named] = {
            surface: named[0]
            for surface, (named, _, literal) in self._surfaces.items()
            if (literal or named[0].kind is Kind.ACCOUNT)
            and len(named) == 1
            and len(surface) >= _LONG_NAMES.get(named[0].kind, len(surface) + 1)
        }
        """Printed names, with and without their endings, and parts of accounts', in which a slip leaves no doubt."""
        self.pairs: dict[str, list[str]] = defaultdict(list)
        """Neighbouring characters → the slippery names that have them."""
        for surface in self.slippery:
            for pair in {surface[i : i + 2] for i in range(len(surface) - 1)}:
                self.pairs[pair].append(surface)
        self._readings = tuple(spellings.readings.items())
        self._kana = AhoCorasick([reading for reading, _ in self._readings])
        self._short_readings = {_short(reading): word for reading, word in reversed(self._readings)}

    def entry(self, named: Named) -> Entry | None:
        return self.entries.get((named.kind, named.key))

    def of_kind(self, *kinds: Kind) -> tuple[Entry, ...]:
        found = self._of_kinds.get(kinds)
        if found is None:
            found = tuple(entry for entry in self.catalogue.entries if entry.named.kind in kinds)
            self._of_kinds[kinds] = found
        return found

    def is_division(self, surface: str) -> bool:
        """Whether the surface names one division: «工業戦略課»."""
        named, _, _ = self._surfaces.get(surface, ((), BARE, False))
        return len(named) == 1 and named[0].kind is Kind.DIVISION

    def beginning_and_ending(self, head: str, tail: str) -> tuple[str, ...]:
        """Printed names of divisions, accounts and projects, folded, that begin and end so; a project's 費 aside."""
        names = (fold(e.named.name) for e in self.of_kind(Kind.DIVISION, Kind.ACCOUNT, Kind.PROJECT))
        return tuple(
            n for n in names if n.startswith(head) and (n.endswith(tail) or n.removesuffix("費").endswith(tail))
        )

    @cached_property
    def pillar_word(self) -> str:
        """What the document calls its pillars («戦略», «重点»); empty where it does not number them so."""
        labels = (_NUMBERED.fullmatch(fold(name)) for e in self.of_kind(Kind.PILLAR) for name in e.aliases)
        return next((match[1] for match in labels if match), "")

    def without_marks(self, text: str) -> str:
        """Folded text where no mark inside a printed name ends a sentence: «県産品を世界へ!若手…»."""
        if not _MARK.search(text):
            return text
        for hit in reversed(self.names(text)):
            if hit.literal and _MARK.search(text, hit.start, hit.end):
                return self.without_marks(
                    text[: hit.start] + _MARK.sub("", text[hit.start : hit.end]) + text[hit.end :]
                )
        return text

    def in_general_words(self, text: str) -> str:
        """Folded text with the document's word for its pillars, where it stands alone, as the general one: 柱."""
        text = self._department_said.sub(self.catalogue.document.department, text)
        word = self.pillar_word
        if not word or word not in text:
            return text
        return re.sub(
            rf"(?<![一-鿿ァ-ヶ]){word}(?=別|毎)|(?<![一-鿿ァ-ヶ]){word}(?![0-9一-鿿ァ-ヶ])|(?<=各){word}", "柱", text
        )

    def names(self, text: str) -> list[NameHit]:
        """Every name surface in folded text, overlapping ones included."""
        hits = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            named, sureness, literal = self._surfaces[self._order[index]]
            common = self._order[index] in self._common
            hits.append(NameHit(start, end, named, sureness, literal, common))
        return hits

    def spelled(self, reading: str) -> str | None:
        """The document's word of this reading in hiragana, if it has one."""
        return self._spelled.get(reading)

    def kana(self, text: str) -> list[KanaHit]:
        """Stretches written in kana that spell a word of the document, longest first at each place.

        Args:
            text: folded text.
        """
        folded = hiragana(text)
        hits: list[KanaHit] = []
        matches = sorted(
            self._kana.find_matches_as_indexes(folded, overlapping=True), key=lambda m: (m[1], -(m[2] - m[1]))
        )
        taken = 0
        for index, start, end in matches:
            if start < taken or not _KANA.fullmatch(folded, start, end):
                continue
            word = self._readings[index][1]
            if text[start:end] == word or not _stands_alone(text, start, end):
                continue
            hits.append(KanaHit(start, end, word))
            taken = end
        return hits

    def romaji(self, text: str) -> list[KanaHit]:
        """Latin words that spell a word of the document by sound: «koyo» and «koyou» for 雇用.

        Args:
            text: folded text.
        """
        hits = []
        for match in _LATIN.finditer(text):
            word = self._short_readings.get(_short(alphabet2kana(match.group())))
            if word:
                hits.append(KanaHit(match.start(), match.end(), word))
        return hits


def _headings(printed: Iterable[str], names: Container[str]) -> dict[str, str]:
    said = ((fold(part), heading) for heading in printed for part in (heading, *heading.split(" ")))
    return {part: heading for part, heading in said if len(part) > _SHORT_HEADING and part not in names}


def _common_words(surfaces: dict[str, tuple[tuple[Named, ...], int, bool]], catalogue: Catalogue) -> frozenset[str]:
    """Bare forms of names that several texts of the document use as words."""
    texts = [fold(entry.text) for entry in catalogue.entries if entry.text]
    bare = (surface for surface, (_, sureness, _) in surfaces.items() if sureness == BARE)
    return frozenset(surface for surface in bare if sum(surface in text for text in texts) >= _ORDINARY)


def _short(reading: str) -> str:
    """A reading without long vowels, which romaji often drops."""
    return _LONG_VOWEL.sub("", reading)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Three kana are a word only between other scripts or particles; longer ones anywhere but inside katakana."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if "ァ" <= text[start] <= "ヶ" and ("ァ" <= before <= "ヶ" or before == "ー" or "ァ" <= after <= "ヶ"):
        return False
    if end - start > 3:
        return True
    hiragana_before = "ぁ" <= before <= "ゖ"
    return not hiragana_before and (not "ぁ" <= after <= "ゖ" or after in "のはがをにでとっもへや")


def _surest(owners: dict[Named, tuple[int, bool]]) -> tuple[tuple[Named, ...], int, bool]:
    """Of the things a surface may name, those it names most surely."""
    best = max(sureness for sureness, _ in owners.values())
    named = tuple(named for named, (sureness, _) in owners.items() if sureness == best)
    return named, best, any(literal for sureness, literal in owners.values() if sureness == best)


def _surfaces(entry: Entry, spellings: Spellings) -> Iterable[tuple[str, int, bool]]:
    kind = entry.named.kind
    names = [fold(name) for name in (entry.named.name, *entry.aliases)]
    for name in names:
        yield name, EXACT, True
        yield name.translate(_SEPARATORS), EXACT, True
        if _MARK.search(name):
            yield _MARK.sub("", name), EXACT, True
        bare = _PARENTHESIS.sub("", name)
        if bare != name and len(bare) > 2:
            yield bare, EXACT, True
    if kind is Kind.DIVISION:
        parts = spellings.parts[names[0]]
        with_suffix, bare_forms = abbreviations(parts)
        yield from ((form, SHORT, False) for form in with_suffix if form not in names)
        yield from ((form, BARE, False) for form in bare_forms)
        yield from _division_forms(names[0], parts)
    if kind is Kind.PROJECT:
        for name in names:
            stem = _PARENTHESIS.sub("", name)
            for cut in _stems(stem):
                yield cut, ALIAS, True
                yield cut.translate(_SEPARATORS), ALIAS, True
    if kind is Kind.ACCOUNT:
        yield from _account_forms(names, spellings, single=entry.parent is not None)
    if kind is Kind.PILLAR:
        for label in names:
            match = _NUMBERED.fullmatch(label)
            if match:
                yield match[1] + match[2], EXACT, True
                yield f"{match[1]}の{match[2]}", EXACT, True
                yield f"第{match[2]}の{match[1]}", EXACT, True
                yield f"{match[1]}{'〇一二三四五六七八九'[int(match[2]) % 10]}", EXACT, True
                yield f"{match[2]}番目の{match[1]}", EXACT, True
                yield f"{match[2]}つ目の{match[1]}", EXACT, True
                yield f"strategy {match[2]}", EXACT, True
        yield f"第{entry.named.key}の柱", EXACT, True
        yield f"柱{entry.named.key}", EXACT, True


_PLACE = re.compile(r"(\d+)-(\d+)(?:-(\d+))?")


def _numbered(entry: Entry, word: str) -> Iterable[tuple[str, int, bool]]:
    """«戦略3-2», «戦略3-2-(2)», «戦略3 2-(2)»: a part or section by its place."""
    place = _PLACE.fullmatch(entry.named.key) if entry.named.kind in {Kind.PART, Kind.SECTION} and word else None
    if place is None:
        return
    pillar, part, section = place.groups()
    below = ("",) if section is None else (f"-({section})", f"-{section}", f"({section})", f"の({section})")
    yield from ((f"{word}{pillar}{joint}{part}{end}", EXACT, True) for joint in ("-", " ", "の") for end in below)


def _division_forms(name: str, parts: list[str]) -> Iterable[tuple[str, int, bool]]:
    """«商業・県産品», «商業・県産品振興» for 商業・県産品振興課; the suffix in kana."""
    if name.endswith("課") and len(name) > 3:
        # The suffix in kana, or as another word that sounds the same.
        yield from ((name[:-1] + suffix, ALIAS, False) for suffix in ("か", "化", "科"))
        yield name[:-1], BARE, False
    tail = "".join(parts[-2:])
    if len(parts) > 3 and name.endswith(tail):
        head = name.removesuffix(tail)
        yield head, BARE, False
        if name.endswith("課"):
            yield head + "課", SHORT, False
            yield head.translate(_SEPARATORS) + "課", SHORT, False
        yield head.translate(_SEPARATORS), BARE, False


def _account_forms(names: list[str], spellings: Spellings, *, single: bool) -> Iterable[tuple[str, int, bool]]:
    for name in names:
        yield name + "計", EXACT, True
        if not single and name.endswith("会計"):
            yield name.removesuffix("会計") + "計", SHORT, False  # «一般計»
        if single and not name.endswith("会計"):
            yield from ((name + tail, EXACT, True) for tail in ("特別会計", "特会", "会計"))
            parts = spellings.parts[name]
            for cut in range(1, len(parts)):
                part = "".join(parts[cut:])
                if len(part) >= _ACCOUNT_PART:
                    yield part, SHORT, False
                head = "".join(parts[:cut])
                if len(head) >= _ACCOUNT_PART:
                    yield head, SHORT, False
                # «小規模設備導入資金» of 小規模企業者等設備導入資金: the middle left out
                short = (head + "".join(parts[after:]) for after in range(cut + 1, len(parts)))
                yield from ((form, SHORT, False) for form in short if len(form) > _ACCOUNT_PART)
        elif two := _SHORT_ACCOUNT.fullmatch(name):
            yield two[1] + "会", SHORT, False  # «一会», «特会»
        elif name.endswith("特別会計"):
            yield name.removesuffix("特別会計") + "特会", ALIAS, True


def _stems(name: str) -> Iterable[str]:
    """«…推進事業費» without 費, without 事業費: what people say of it, while it stays a name of its own."""
    for tail in ("費", "事業費", "事業費等", "事業"):
        stem = name.removesuffix(tail)
        if stem != name and len(stem) > 4:
            yield stem
