"""One pass over a question: what every span of it was read as, and which content words were left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.amounts import YenRange, ranges
from nlp.lexicon import BARE, EXACT, SHORT, Lexicon, NameHit
from nlp.normalize import fold
from nlp.numbers import NumberKind, NumberMention, number_mentions
from nlp.periods import PeriodMention, period_mentions
from nlp.query import Kind, Named
from nlp.reading import Mention, TookName
from nlp.tokens import Token, tokenize
from nlp.topics import Topics, Word
from nlp.vocabulary import IDLE, Vocabulary

_HIRAGANA = re.compile(r"[ぁ-ゖー?!]+")
_CATEGORY = frozenset({"cat.new", "cat.expanded", "cat.continued"})
_AFTER_BARE = re.compile(r"(?:課|の|は|って|も|が|に|と|で|、|,|\s|\?|$|だけ|以外|事業|予算|全|なら|vs|対|より|を|分)")


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    concepts: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()
    sureness: int = 0
    literal: bool = False
    period: PeriodMention | None = None
    amount: YenRange | None = None
    number: NumberMention | None = None

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Scan:
    """What a question's spans say."""

    text: str
    """Folded, words spelled in kana replaced by the document's own."""
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]
    """Accepted spans, left to right; vocabulary, names, periods, amounts, numbers."""
    words: tuple[Word, ...]
    """Content words no span took, looked up in the document."""
    repaired: tuple[tuple[str, str], ...] = ()
    """Kana as said → word taken."""
    concepts: frozenset[str] = field(default=frozenset())

    def has(self, *concepts: str) -> bool:
        return any(concept in self.concepts for concept in concepts)

    def first(self, *concepts: str) -> Span | None:
        return next((span for span in self.spans if any(c in concepts for c in span.concepts)), None)

    def all(self, *concepts: str) -> list[Span]:
        return [span for span in self.spans if any(c in concepts for c in span.concepts)]

    @property
    def names(self) -> list[Span]:
        return [span for span in self.spans if span.names]

    @property
    def periods(self) -> list[PeriodMention]:
        return [span.period for span in self.spans if span.period]

    @property
    def amounts(self) -> list[YenRange]:
        return [span.amount for span in self.spans if span.amount]

    def numbers(self, *kinds: NumberKind) -> list[NumberMention]:
        return [span.number for span in self.spans if span.number and span.number.kind in kinds]

    def took(self) -> tuple[TookName, ...]:
        """Names taken from a form that is not literally theirs."""
        return tuple(
            TookName(self.text[span.start : span.end], span.names[0])
            for span in self.spans
            if len(span.names) == 1 and not span.literal and span.sureness < EXACT
        )

    def mentions(self) -> tuple[Mention, ...]:
        """For `yosan explain`."""
        return tuple(
            Mention(span.start, span.end, self.text[span.start : span.end], _label(span), _value(span))
            for span in self.spans
        )


def _label(span: Span) -> str:
    if span.names:
        return "name"
    if span.period:
        return "period"
    if span.amount:
        return "amount"
    if span.number:
        return f"number.{span.number.kind}"
    return " ".join(span.concepts)


def _value(span: Span) -> object:
    return span.names or span.period or span.amount or span.number


def scan(text: str, lexicon: Lexicon, topics: Topics, vocabulary: Vocabulary, *, outline: bool = False) -> Scan:
    """Read the spans of a question.

    Args:
        text: folded question.
        lexicon, topics: the document's names and words.
        vocabulary: the field's terms.
        outline: prefer the outline's entries where a name is both there and in the list.
    """
    text, repaired = _repair(text, lexicon, topics, vocabulary)
    tokens = tokenize(text)
    starts = {token.start for token in tokens}
    ends = {token.end for token in tokens}
    year = lexicon.catalogue.document.fiscal_year
    candidates: list[Span] = [Span(m.start, m.end, period=m) for m in period_mentions(text, year)]
    periods = [(span.start, span.end) for span in candidates]
    candidates.extend(Span(r.start, r.end, amount=r) for r in ranges(text) if not _inside(r.start, r.end, periods))
    candidates.extend(
        Span(n.start, n.end, number=n) for n in number_mentions(text) if not _overlaps(n.start, n.end, periods)
    )
    candidates.extend(_name_spans(text, lexicon, starts, outline))
    nouns = _kana_nouns(text, topics)
    for hit in vocabulary.hits(text):
        if _inside(hit.start, hit.end, nouns):
            continue
        if _on_boundaries(text, hit.start, hit.end, starts, ends) and not _inside(hit.start, hit.end, periods):
            concepts = tuple(c for c in hit.concepts if c not in _CATEGORY or _is_category(text, hit.end))
            if concepts:
                candidates.append(Span(hit.start, hit.end, concepts))
    spans = _choose(candidates)
    said = frozenset(concept for span in spans for concept in span.concepts)
    return Scan(text, tokens, spans, _words(text, tokens, spans, nouns, topics), repaired, said)


def _kana_nouns(text: str, topics: Topics) -> list[tuple[int, int]]:
    """Where the text has nouns that the document writes in kana."""
    return [match.span() for noun in topics.kana if noun in text for match in re.finditer(re.escape(noun), text)]


def _repair(
    text: str, lexicon: Lexicon, topics: Topics, vocabulary: Vocabulary
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Words of the document spelled in kana become the document's spelling, unless they are ordinary speech."""
    for phrase, word in topics.phrases.items():
        if phrase in text and not any(
            hit.literal and phrase in text[hit.start : hit.end] for hit in lexicon.names(text)
        ):
            text = text.replace(phrase, word)
    hits = [*lexicon.kana(text), *lexicon.romaji(text)]
    if not hits:
        return text, ()
    named = [(hit.start, hit.end) for hit in lexicon.names(text) if hit.literal]
    hits = sorted(
        (h for h in hits if not _inside(h.start, h.end, named) and not topics.occurs(text[h.start : h.end])),
        key=lambda hit: hit.start,
    )
    spoken = [(hit.start, hit.end) for hit in vocabulary.hits(text) if hit.end - hit.start > 2]
    pieces, repaired, position = [], [], 0
    for hit in hits:
        if any(start <= hit.start < end and end - start >= hit.end - hit.start for start, end in spoken):
            continue
        pieces.append(text[position : hit.start] + hit.word)
        repaired.append((text[hit.start : hit.end], hit.word))
        position = hit.end
    return "".join(pieces) + text[position:], tuple(repaired)


def _name_spans(text: str, lexicon: Lexicon, starts: set[int], outline: bool) -> Iterable[Span]:
    for hit in lexicon.names(text):
        if hit.sureness == BARE and not _bare_name(text, hit, starts):
            continue
        if hit.sureness == SHORT and not (hit.start in starts and _begins(text, hit.start)):
            continue
        yield Span(hit.start, hit.end, names=_preferred(hit.named, outline), sureness=hit.sureness, literal=hit.literal)


def _preferred(named: tuple[Named, ...], outline: bool) -> tuple[Named, ...]:
    """A project before its outline entry, unless the outline is asked about; a policy's top node before others."""
    if len(named) == 1:
        return named
    wanted = [n for n in named if (n.kind is Kind.OUTLINE) == outline]
    narrowed = tuple(wanted) or named
    projects = tuple(n for n in narrowed if n.kind is Kind.PROJECT)
    if projects:
        return projects
    if all(n.kind is Kind.OUTLINE for n in narrowed):
        return narrowed[:1]
    return narrowed


def _bare_name(text: str, hit: NameHit, starts: set[int]) -> bool:
    """A name without its suffix counts only as a word of its own: «貿易 全事業», «雇対の予算»."""
    if hit.start not in starts and not _after_particle(text, hit.start):
        return False
    if hit.common and not re.match(r"\s|$|[0-9a-z]|の?課", text[hit.end : hit.end + 2]):
        return False
    before = text[hit.start - 1] if hit.start else " "
    if "一" <= before <= "鿿" or "ァ" <= before <= "ヶ":
        return False
    return bool(_AFTER_BARE.match(text, hit.end))


def _begins(text: str, position: int) -> bool:
    """No kanji or katakana before: «政策課» in «労働政策課» is another division's tail."""
    before = text[position - 1] if position else " "
    return not ("一" <= before <= "鿿" or "ァ" <= before <= "ヶ" or before == "ー")


def _after_particle(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] in "のはがをにでとも、, \n(「"


def _is_category(text: str, end: int) -> bool:
    """«新規創業» and «新規融資枠» are no category; «新規事業», «新規の», «新規で» are."""
    after = text[end : end + 2]
    if not after or after[:2] in {"事業", "拡充", "継続", "新規", "予算", "項目", "施策", "案件", "件数", "合計"}:
        return True
    return not ("一" <= after[0] <= "鿿" or "ァ" <= after[0] <= "ヶ") or after[0] in "分計以区課別"


def _on_boundaries(text: str, start: int, end: int, starts: set[int], ends: set[int]) -> bool:
    """Kanji and katakana terms must be whole tokens («部» is not in «部品»); kana ones may be shattered."""
    if _HIRAGANA.fullmatch(text, start, end):
        return start in starts or end - start > 3
    if end < len(text) and "ァ" <= text[end - 1] <= "ー" and "ァ" <= text[end] <= "ー":
        return False  # «トップ» in «トップエンジニア»
    first, last = text[start], text[end - 1]
    start_ok = start in starts or not ("一" <= first <= "鿿" or "ァ" <= first <= "ヶ")
    inflected = end - start > 3 and end < len(text) and "ぁ" <= text[end] <= "ゖ"
    end_ok = end in ends or inflected or not ("一" <= last <= "鿿" or "ァ" <= last <= "ヶ")
    return start_ok and end_ok


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(s <= start and end <= e for s, e in spans)


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < e and s < end for s, e in spans)


def _rank(span: Span) -> tuple[int, int]:
    """Longer first; at one length names before periods, amounts and numbers before vocabulary, idle words last."""
    if span.names:
        kind = 5 if span.sureness >= SHORT else 2
    elif span.period or span.amount:
        kind = 4
    elif span.number:
        kind = 3
    else:
        kind = 0 if span.concepts == (IDLE,) else 1
    # A policy heading is made of ordinary words: parts of it said in passing must not swallow the question.
    return span.length, kind


def _choose(candidates: list[Span]) -> tuple[Span, ...]:
    """The longest spans that do not overlap; a vocabulary term may reach beyond a period it begins with."""
    chosen: list[Span] = []
    for span in sorted(candidates, key=_rank, reverse=True):
        clashing = [c for c in chosen if span.start < c.end and c.start < span.end]
        if any(not _may_share(span, other) for other in clashing):
            continue
        chosen.append(span)
    return tuple(sorted(chosen, key=lambda span: (span.start, span.end)))


def _may_share(span: Span, other: Span) -> bool:
    """«前年比» is a rate and names a year."""
    return (span.period is not None and bool(other.concepts)) or (other.period is not None and bool(span.concepts))


_NOUN_PARTS = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞", "記号"})


def _words(
    text: str, tokens: tuple[Token, ...], spans: tuple[Span, ...], nouns: list[tuple[int, int]], topics: Topics
) -> tuple[Word, ...]:
    """Runs of adjacent nouns that no span took, looked up; a run that occurs nowhere whole keeps its parts."""
    # Idle words do not part a compound: «県» in «県産品» is not the «県» of «県の予算».
    covered = [(span.start, span.end) for span in spans if span.concepts != (IDLE,)]
    idle = {(span.start, span.end) for span in spans if span.concepts == (IDLE,)}
    runs: list[list[Token]] = []
    for token in tokens:
        if _inside(token.start, token.end, nouns):
            continue
        if token.pos not in _NOUN_PARTS or token.detail in {"非自立可能", "数詞"} or not token.surface.strip():
            continue
        if _overlaps(token.start, token.end, covered) or _is_idle(token):
            continue
        if runs and runs[-1][-1].end == token.start:
            runs[-1].append(token)
        else:
            runs.append([token])
    words = [word for run in runs if (word := _word(run, idle, topics)) is not None]
    words += [topics.word(start, end, text[start:end]) for start, end in nouns if not _overlaps(start, end, covered)]
    return tuple(sorted(words, key=lambda word: word.start))


def _is_idle(token: Token) -> bool:
    return token.pos == "記号" and not token.surface.isalnum()


def _word(run: list[Token], idle: set[tuple[int, int]], topics: Topics) -> Word | None:
    run = _trimmed(run, idle)
    if not run:
        return None
    surface = fold("".join(token.surface for token in run))
    if len(run) == 1:
        single = topics.word(run[0].start, run[0].end, surface)
        return single if len(surface) > 1 or "一" <= surface <= "鿿" else None
    parts = [topics.word(token.start, token.end, token.surface) for token in run]
    return topics.word(run[0].start, run[-1].end, surface, tuple(part for part in parts if len(part.surface) > 1))


def _trimmed(run: list[Token], idle: set[tuple[int, int]]) -> list[Token]:
    """The run without idle words at its ends, unless they are part of a longer token there."""
    while run and any(start <= run[0].start and run[0].end <= end for start, end in idle) and len(run[0].surface) > 1:
        run = run[1:]
    while len(run) > 1 and any(start <= run[-1].start and run[-1].end <= end for start, end in idle):
        if len(run[-1].surface) == 1:
            break  # a suffix: «外国人»
        run = run[:-1]
    if len(run) == 1 and any(start <= run[0].start and run[0].end <= end for start, end in idle):
        return []
    return run
