"""One pass over a question: what every span of it was read as, and which content words were left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nlp.amounts import YenRange, ranges
from nlp.compounds import is_attributive, is_in_a_compound, says_category
from nlp.lexicon import BARE, EXACT, SHORT, Lexicon, NameHit
from nlp.negation import negated_verbs
from nlp.numbers import NumberKind, NumberMention, number_mentions
from nlp.once import cached_property
from nlp.periods import PeriodMention, period_mentions
from nlp.query import Kind, Named
from nlp.reading import Mention, TookName
from nlp.repair import repair
from nlp.tokens import Token
from nlp.topics import Topics, Word
from nlp.vocabulary import IDLE, Vocabulary
from nlp.words import content_nouns, content_words, inside, overlaps

_HIRAGANA = re.compile(r"[ぁ-ゖー?!]+")
NEGATED = "neg.not"
_CATEGORY = frozenset({"cat.new", "cat.expanded", "cat.continued"})
_AFTER_BARE = re.compile(
    r"(?:課|の|は|って|も|が|に|と|で|、|,|\s|\?|$|だけ|以外|事業|予算|全|なら|だと|いくら|なんぼ|vs|対|より|を|分|および|及び|または|又は|もしくは|あるいは|なんで|なぜ|どうして|だよ|だろ|です|でしょ|[-+÷×/:=&<>)」・や])"
)


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


@dataclass(frozen=True)
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
        return not self.concepts.isdisjoint(concepts)

    def first(self, *concepts: str) -> Span | None:
        if self.concepts.isdisjoint(concepts):
            return None
        return next((span for span in self.spans if any(c in concepts for c in span.concepts)), None)

    def all(self, *concepts: str) -> list[Span]:
        # Most of what is asked for was not said.
        if self.concepts.isdisjoint(concepts):
            return []
        return [span for span in self.spans if any(c in concepts for c in span.concepts)]

    @cached_property
    def names(self) -> tuple[Span, ...]:
        return tuple([span for span in self.spans if span.names])

    @cached_property
    def periods(self) -> tuple[PeriodMention, ...]:
        return tuple([span.period for span in self.spans if span.period])

    @cached_property
    def amounts(self) -> tuple[YenRange, ...]:
        return tuple([span.amount for span in self.spans if span.amount])

    def numbers(self, *kinds: NumberKind) -> list[NumberMention]:
        return [span.number for span in self.spans if span.number and span.number.kind in kinds]

    def without(self, ranges: Iterable[tuple[int, int]]) -> Scan:
        """The same question as if what stands there had not been said; positions stay."""
        gone = list(ranges)
        return self._kept(gone) if gone else self

    def within(self, start: int, end: int) -> Scan:
        """Only what is said between two positions; positions stay."""
        outside = [(0, start), (end, len(self.text))]
        return replace(self._kept([(s, e) for s, e in outside if s < e]), text=_blanked(self.text[:end], [(0, start)]))

    def reread(self, start: int, end: int, *concepts: str) -> Scan:
        """With what stands there read as these concepts instead."""
        kept = [span for span in self.spans if not (span.concepts and overlaps(span.start, span.end, [(start, end)]))]
        spans = tuple(sorted((*kept, Span(start, end, concepts)), key=lambda span: (span.start, span.end)))
        words = tuple(word for word in self.words if not start <= word.start < end)
        return replace(self, spans=spans, words=words, concepts=_concepts(spans))

    def adding(self, span: Span) -> Scan:
        """With one more span."""
        spans = tuple(sorted((*self.spans, span), key=lambda each: (each.start, each.end)))
        return replace(self, spans=spans, concepts=_concepts(spans))

    def _kept(self, gone: list[tuple[int, int]]) -> Scan:
        def is_kept(thing: Span | Token | Word) -> bool:
            # «拡充の» before a stretch that begins with «の» is not part of it.
            return not any(start <= thing.start < end for start, end in gone)

        spans = tuple(filter(is_kept, self.spans))
        return replace(
            self,
            text=_blanked(self.text, gone),
            tokens=tuple(filter(is_kept, self.tokens)),
            spans=spans,
            words=tuple(filter(is_kept, self.words)),
            concepts=_concepts(spans),
        )

    def asking_from(self, position: int) -> Scan:
        """The same, where only what begins at the position asks: before it names, periods and words stay, no terms."""
        kept = tuple(span for span in self.spans if span.start >= position or span.names or span.period)
        return replace(self, spans=kept, concepts=frozenset(c for span in kept for c in span.concepts))

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
    text, repaired, tokens = repair(text, lexicon, topics, vocabulary)
    starts = {token.start for token in tokens}
    ends = {token.end for token in tokens}
    year = lexicon.catalogue.document.fiscal_year
    candidates: list[Span] = [Span(m.start, m.end, period=m) for m in period_mentions(text, year)]
    periods = [(span.start, span.end) for span in candidates]
    candidates.extend(Span(r.start, r.end, amount=r) for r in ranges(text) if not inside(r.start, r.end, periods))
    candidates.extend(
        Span(n.start, n.end, number=n) for n in number_mentions(text) if not overlaps(n.start, n.end, periods)
    )
    candidates.extend(_name_spans(text, lexicon, starts, _after_strange_words(tokens), outline))
    hits = vocabulary.hits(text)
    ours = [(hit.start, hit.end) for hit in hits] + [(span.start, span.end) for span in candidates if span.names]
    nouns = content_nouns(text, topics, ours)
    spoken = {hit.start for hit in hits if hit.concepts != (IDLE,)}
    last = {span.end - 1 for span in candidates if span.literal and span.end - span.start > 1}
    for hit in hits:
        if inside(hit.start, hit.end, nouns) or hit.start in last:
            continue  # «商工労働部全体の予算»: «部» ends the name
        if is_in_a_compound(text, hit, tokens, topics) or is_attributive(text, hit):
            continue
        if _on_boundaries(text, hit.start, hit.end, starts, ends) and not inside(hit.start, hit.end, periods):
            concepts = tuple(c for c in hit.concepts if c not in _CATEGORY or says_category(text, hit.end, spoken))
            if concepts:
                candidates.append(Span(hit.start, hit.end, concepts))
    candidates.extend(Span(hit.start, hit.end, hit.concepts) for hit in vocabulary.verbs(tokens))
    candidates.extend(Span(start, end, (NEGATED,)) for start, end in negated_verbs(tokens))
    spans = _choose(candidates)
    spans = tuple(_wanted(text, span) for span in spans if not _is_of_a_thing(text, span, spans, tokens))
    covered = [(span.start, span.end) for span in spans if span.concepts != (IDLE,)]
    idle = {(span.start, span.end) for span in spans if span.concepts == (IDLE,)}
    return Scan(text, tokens, spans, content_words(tokens, covered, idle, nouns, topics), repaired, _concepts(spans))


def _concepts(spans: Iterable[Span]) -> frozenset[str]:
    return frozenset(concept for span in spans for concept in span.concepts)


_BLANK = "\0"
"""Stands for a character that was read already: no pattern matches it, and folded text never has it."""


def _blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in ranges:
        characters[start:end] = _BLANK * (min(end, len(text)) - start)
    return "".join(characters)


def _after_strange_words(tokens: tuple[Token, ...]) -> set[int]:
    """Where a word in kana that is no particle ends: «ふにゃふにゃ振興課» is no division we know."""
    return {
        token.end
        for token in tokens
        if token.pos in {"副詞", "名詞", "形状詞"} and len(token.surface) > 2 and _HIRAGANA.fullmatch(token.surface)
    }


_COUNTER = re.compile(r"[0-9本つ個]")


def _name_spans(text: str, lexicon: Lexicon, starts: set[int], strange: set[int], outline: bool) -> Iterable[Span]:
    for hit in lexicon.names(text):
        if hit.sureness == BARE and not _bare_name(text, hit, starts):
            continue
        if hit.sureness == SHORT and not (hit.start in starts and _begins(text, hit.start)):
            continue
        if hit.sureness <= SHORT and hit.start in strange:
            continue
        if "0" <= text[hit.end - 1] <= "9" and _COUNTER.match(text, hit.end):
            continue  # «柱3本» are three, «柱3» is the third
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


_COMMON_AS_NAME = re.compile(
    r"\s|$|[0-9a-z]|の?課|の(?:新規|拡充|継続|主要)事業|で(?=[0-9一二三四五六七八九]+(?:億|千万|百万|万))"
    r"|の事業(?=[^。?]*(?:中央値|平均|合計|計|件数|何件|何本|いくつ|一番|いちばん|最も|最大|トップ|上位|[0-9]千?[万億]|以上|以下))"
)
"""After an ordinary word that is also a division's short name: «雇用の新規事業» are its projects."""
_AMONG_DIVISIONS = re.compile(r"(?:と|、|や)[^。?]{1,20}?(?:の?(?:[2-9]|[二三四五六両])課|の課)")
"""«雇用と貿易と産業政策の3課»."""


_ENGLISH = re.compile(r"[a-z]{3,} (?:[a-z]{2,} )*[a-z]{2,}")
_ENGLISH_DIVISION = re.compile(r"[ \w]{0,20}?(?:division|section|dept|department)|課")


def _bare_name(text: str, hit: NameHit, starts: set[int]) -> bool:
    """A name without its suffix counts only as a word of its own: «貿易 全事業», «雇対の予算»."""
    if hit.start not in starts and not _after_particle(text, hit.start):
        return False
    if hit.common and not (_COMMON_AS_NAME.match(text, hit.end) or _AMONG_DIVISIONS.match(text, hit.end)):
        return False
    before = text[hit.start - 1] if hit.start else " "
    if "一" <= before <= "鿿" or "ァ" <= before <= "ヶ":
        return False
    if _ENGLISH.search(text) and not _ENGLISH_DIVISION.match(text, hit.end):
        return False  # «the industrial technology center»
    return bool(_AFTER_BARE.match(text, hit.end))


def _begins(text: str, position: int) -> bool:
    """No kanji or katakana before: «政策課» in «労働政策課» is another division's tail."""
    before = text[position - 1] if position else " "
    return not ("一" <= before <= "鿿" or "ァ" <= before <= "ヶ" or before == "ー")


def _after_particle(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] in "のはがをにでとも、, \n(「-+÷×/:=&・や"


_SIZES = frozenset({"size.big", "size.small"})


def _is_of_a_thing(text: str, span: Span, spans: tuple[Span, ...], tokens: tuple[Token, ...]) -> bool:
    """«小さい旅館»: how big something is that no row of a budget is; «小さい事業» is how much it costs."""
    if not _SIZES.issuperset(span.concepts) or not span.concepts or text[span.end - 1] not in "いな":
        return False
    noun = next((token for token in tokens if token.start == span.end), None)
    if noun is None or noun.pos != "名詞" or noun.detail != "普通名詞" or len(noun.surface) < _NOUN:
        return False
    return not any(other.start <= noun.start < other.end for other in spans if other is not span)


_NOUN = 2


_WANTED = re.compile(
    r"(?:額|金額)?(?:が|を|は|って|も|の(?:ほう|方)を?)?[、 ]?[^。?!の課業順、]{0,8}?"
    r"(?:知り|しり|教え|おしえ|おせ[ーえて]|わか|分か|わが|聞きた|聞かせ|ききた|きかせ|気にな|なん(?:だけど|ですが|ですけど))"
)


def _wanted(text: str, span: Span) -> Span:
    """«予算額わかる?», «額が知りたい»: the noun that is wanted asks."""
    asked = "noun.budget" in span.concepts and _WANTED.match(text, span.end)
    return replace(span, concepts=(*span.concepts, "ask.amount")) if asked else span


def _on_boundaries(text: str, start: int, end: int, starts: set[int], ends: set[int]) -> bool:
    """Kanji and katakana terms must be whole tokens («部» is not in «部品»); kana ones may be shattered."""
    if _HIRAGANA.fullmatch(text, start, end):
        return start in starts or end - start > 3
    if end < len(text) and "ァ" <= text[end - 1] <= "ー" and "ァ" <= text[end] <= "ー":
        return False  # «トップ» in «トップエンジニア»
    if start and "ァ" <= text[start] <= "ヶ" and "ァ" <= text[start - 1] <= "ー":
        return False  # «アップ» in «キャリアアップ»
    first, last = text[start], text[end - 1]
    start_ok = start in starts or not ("一" <= first <= "鿿" or "ァ" <= first <= "ヶ")
    inflected = end - start > 3 and end < len(text) and "ぁ" <= text[end] <= "ゖ"
    end_ok = end in ends or inflected or not ("一" <= last <= "鿿" or "ァ" <= last <= "ヶ")
    return start_ok and end_ok


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
    """«前年比» is a rate and names a year; «大きい順に三つ» is an order and how many."""
    if any(
        one.number and one.number.kind is NumberKind.TAKE and two.concepts
        for one, two in ((span, other), (other, span))
    ):
        return True
    return (span.period is not None and bool(other.concepts)) or (other.period is not None and bool(span.concepts))
