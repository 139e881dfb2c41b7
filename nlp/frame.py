"""What a question speaks of, gathered from its spans: names and their negation, words, conditions, periods."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nlp.coordination import (
    CATEGORIES,
    counts_divisions,
    holders,
    is_category,
    is_counted_in,
    joint_apart,
    negated_spans,
    said_together,
    speaks_of_what_it_runs,
)
from nlp.either import alternatives
from nlp.lexicon import Lexicon
from nlp.manner import tells_only_how
from nlp.moves import speaks_of_change
from nlp.normalize import fold
from nlp.numbers import NumberKind, NumberMention
from nlp.once import cached_property
from nlp.query import (
    POLICY_KINDS,
    About,
    AmountRange,
    Category,
    Condition,
    DisplayUnit,
    Except,
    HasBreakdown,
    InCategory,
    InDivisions,
    InOutline,
    InPolicy,
    Joint,
    Kind,
    Named,
    Partial,
    Period,
    Relisted,
    UnderSeveral,
)
from nlp.reading import Context
from nlp.relisted import counts_relisted, leaves_relisted_out
from nlp.resolution import Resolution, resolve_words
from nlp.scan import Scan, Span
from nlp.thousands import thousand
from nlp.timing import Timing
from nlp.topics import Topics

_UNITS = {
    "unit.yen": DisplayUnit.YEN,
    "unit.thousand_yen": DisplayUnit.THOUSAND_YEN,
    "unit.ten_thousand_yen": DisplayUnit.TEN_THOUSAND_YEN,
    "unit.million_yen": DisplayUnit.MILLION_YEN,
    "unit.hundred_million_yen": DisplayUnit.HUNDRED_MILLION_YEN,
}
_SHORTEST_HEADING = 6
_THROUGH = re.compile(r"から.+まで|~")
_OF_PROJECTS = (Joint, InPolicy, InOutline, UnderSeveral, Relisted)
_HAVING = re.compile(r"(?:が|の|も)?(?:付|つ|有|あ|含|持)|の(?:主要)?事業")
_ALL_AT_ONCE = re.compile(r"(?:新規|拡充|継続)(?:であり|で|かつ)?、?(?:かつ|なおかつ|しかも|同時に)(?:新規|拡充|継続)")
_WORD_TO_NEGATION = re.compile(
    r"[」』\"]?(?:という|って|と)?(?:言葉|ことば|語|ワード|字|文字|名)?(?:の|が|を|は|も|に)?\s*"
)


@dataclass(frozen=True)
class Frame:
    """One question's features. Everything is derived from the scan; nothing is decided yet."""

    scan: Scan
    lexicon: Lexicon
    topics: Topics
    timing: Timing
    resolution: Resolution
    context: Context
    assumed: tuple[Named, ...] = ()
    """What the turn is about by the conversation, where it names nothing itself."""
    placed: tuple[tuple[int, Condition], ...] = ()
    """Conditions said by whole phrases (`nlp.phrases`), whose words are gone from the scan, and where they were."""
    counting: bool = False
    """«件数ベースで»: rows are counted where they would be added."""
    skipped: int = 0
    """«断トツの1件を外した»: so many of the largest are left out."""
    near: int | None = None
    """«1億円に一番近い»: the amount that rows are ranked by their distance from."""

    only: tuple[Named, ...] = ()
    """«…のは土地取得事業だけですか»: what is said to be all that is found."""

    def without(self, ranges: Iterable[tuple[int, int]], *conditions: Condition) -> Frame:
        """The frame of the rest, where a phrase was read as conditions."""
        gone = tuple(ranges)
        kept = [(at, said) for at, said in self.placed if not any(start <= at < end for start, end in gone)]
        at = min((start for start, _ in gone), default=0)
        return self._of(self.scan.without(gone), (*kept, *((at, condition) for condition in conditions)))

    def within(self, start: int, end: int) -> Frame:
        """The frame of one stretch of the question."""
        return self._of(self.scan.within(start, end), tuple(each for each in self.placed if start <= each[0] < end))

    def reread(self, scan: Scan) -> Frame:
        """The frame with its spans read otherwise."""
        return self._of(scan, self.placed)

    def _of(self, scan: Scan, placed: tuple[tuple[int, Condition], ...]) -> Frame:
        words = self.resolution if scan.words == self.scan.words else resolve_words(scan.text, scan.words)
        return replace(self, scan=scan, resolution=words, placed=placed)

    @cached_property
    def extra(self) -> tuple[Condition, ...]:
        """What whole phrases said of the rows."""
        return tuple(condition for _, condition in self.placed)

    @property
    def text(self) -> str:
        return self.scan.text

    def has(self, *concepts: str) -> bool:
        return self.scan.has(*concepts)

    @property
    def default_period(self) -> Period:
        return self.lexicon.catalogue.default_period

    # --- names -------------------------------------------------------------------------------------------------

    @cached_property
    def negated(self) -> frozenset[Span]:
        """Spans of names and categories that «以外», «除く», «関わらない» … apply to, back to the run's start."""
        return negated_spans(self.scan)

    @cached_property
    def included(self) -> frozenset[Span]:
        """Spans of names said to be counted in («特別会計を含めた部の予算»): they narrow nothing."""
        whole = self.has("noun.department", "noun.division", "noun.project")
        counted = {span for span in self.scan.names if whole and is_counted_in(self.scan, span)}
        return holders(self.scan, self.lexicon) | counted

    @staticmethod
    def is_category(span: Span) -> bool:
        return is_category(span)

    def named(self, *kinds: Kind, negated: bool = False) -> tuple[Named, ...]:
        """Unambiguous names of these kinds, in the order said, once each."""
        return tuple(
            dict.fromkeys(
                span.names[0]
                for span in self.scan.names
                if len(span.names) == 1
                and span.names[0].kind in kinds
                and (span in self.negated) == negated
                and span not in self.included
            )
        )

    @cached_property
    def ambiguous(self) -> tuple[Span, ...]:
        return tuple(span for span in self.scan.names if len(span.names) > 1)

    @cached_property
    def divisions(self) -> tuple[Named, ...]:
        return self.named(Kind.DIVISION) or self._assumed(Kind.DIVISION)

    @cached_property
    def accounts(self) -> tuple[Named, ...]:
        return self.named(Kind.ACCOUNT) or self._assumed(Kind.ACCOUNT)

    def _assumed(self, *kinds: Kind) -> tuple[Named, ...]:
        return tuple(named for named in self.assumed if named.kind in kinds)

    def numbered(self, *, negated: bool = False) -> list[tuple[int, Named]]:
        """Projects said by number and where, those left out («No.44以外») or the others."""
        return [
            (span.start, entry.named)
            for span in self.scan.spans
            if span.number and span.number.kind is NumberKind.PROJECT and (span in self.negated) == negated
            for value in (span.number.value, *span.number.more)
            if (entry := self.lexicon.entries.get((Kind.PROJECT, str(value))))
        ]

    @cached_property
    def projects(self) -> tuple[Named, ...]:
        """Projects named literally or by number."""
        literal = [
            (span.start, span.names[0])
            for span in self.scan.names
            if len(span.names) == 1
            and span.names[0].kind is Kind.PROJECT
            and span not in self.negated
            and span not in self.included
        ]
        said = tuple(dict.fromkeys(named for _, named in sorted(literal + self.numbered(), key=lambda pair: pair[0])))
        return said or self._assumed(Kind.PROJECT)

    @cached_property
    def nodes(self) -> tuple[Named, ...]:
        """Pillars, parts and sections said; «戦略1から3まで» with those between."""
        said = self.named(*POLICY_KINDS)
        if len(said) == 2 and said[0].kind is said[1].kind and _THROUGH.search(self.text):
            keys = sorted(named.key for named in said)
            return tuple(e.named for e in self.lexicon.of_kind(said[0].kind) if keys[0] <= e.named.key <= keys[1])
        return said or self._described_node or self._assumed(*POLICY_KINDS)

    @cached_property
    def _described_node(self) -> tuple[Named, ...]:
        """A pillar, part or section said in its own words: «企業収益と県民所得の向上»."""
        words = self.scan.words
        if len(words) < 2 or sum(len(word.surface) for word in words) < _SHORTEST_HEADING:
            return ()
        if frozenset.intersection(*(word.in_texts for word in words)):
            return ()  # a project has them all
        fitting = [
            entry.named
            for entry in self.lexicon.of_kind(*POLICY_KINDS)
            if all(any(s in fold(entry.named.name) for s in word.spellings) for word in words)
        ]
        return tuple(fitting) if len(fitting) == 1 else ()

    @cached_property
    def outlines(self) -> tuple[Named, ...]:
        return self.named(Kind.OUTLINE, Kind.BREAKDOWN)

    @cached_property
    def department(self) -> Named:
        return self.lexicon.of_kind(Kind.DEPARTMENT)[0].named

    @cached_property
    def says_department(self) -> bool:
        """The department, as «部», «全体», «総額» or by name."""
        return self.has("noun.department") or bool(self.named(Kind.DEPARTMENT) or self._assumed(Kind.DEPARTMENT))

    # --- conditions --------------------------------------------------------------------------------------------

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        return self._categories(negated=False)

    @cached_property
    def not_categories(self) -> tuple[Category, ...]:
        return self._categories(negated=True)

    def _categories(self, *, negated: bool) -> tuple[Category, ...]:
        spans = [span for span in self.scan.spans if self.is_category(span) and (span in self.negated) == negated]
        return tuple(dict.fromkeys(CATEGORIES[c] for span in spans for c in span.concepts if c in CATEGORIES))

    @cached_property
    def bounded_amounts(self) -> tuple[AmountRange, ...]:
        """Ranges said as bounds, not as one amount."""
        return tuple(thousand(amount) for amount in self.scan.amounts if amount.exactly or not amount.is_exact)

    @cached_property
    def topic(self) -> About | None:
        if (
            not self.resolution.found
            or self._described_node
            or (self.resolution.generic and (self.scan.names or self.resolution.unknown))
            or tells_only_how(self.scan, self.resolution)
        ):
            return None
        return About(
            self.resolution.topics,
            every=not self.resolution.any_of or self._together(*((w.start, w.end) for w in self.scan.words)),
            negated=self._topic_negated,
            in_name_only=self.has("flag.in_name"),
        )

    @property
    def _topic_negated(self) -> bool:
        """«人材という言葉が入っていない事業»."""
        words = self.resolution.words
        return bool(words) and any(
            _WORD_TO_NEGATION.fullmatch(self.text, words[-1].end, span.start)
            for span in self.scan.all("neg.not", "neg.except")
        )

    def project_conditions(self, *, topic: bool = True, amounts: bool = True) -> tuple[Condition, ...]:
        """Everything said that narrows a set of projects."""
        found: list[Condition] = []
        if self.divisions:
            found.append(InDivisions(self.divisions, every=self.jointly))
        excluded = self.named(Kind.DIVISION, negated=True)
        if excluded:
            found.append(InDivisions(excluded, negated=True))
        if self.categories and _ALL_AT_ONCE.search(self.text):
            found.extend(InCategory((category,)) for category in self.categories)
        elif self.categories:
            found.append(InCategory(self.categories))
        if self.not_categories:
            found.append(InCategory(self.not_categories, negated=True))
        if self.nodes:
            places = self._places(*POLICY_KINDS)
            found.append(InPolicy(self.nodes, every=len(self.nodes) > 1 and self._together(*places)))
        excluded_nodes = self.named(*POLICY_KINDS, negated=True)
        if excluded_nodes:
            found.append(InPolicy(excluded_nodes, negated=True))
        left_out = (*self.named(Kind.PROJECT, negated=True), *(named for _, named in self.numbered(negated=True)))
        if left_out:
            found.append(Except(tuple(dict.fromkeys(left_out))))
        if topic and self.topic:
            found.append(self.topic)
        if amounts:
            # An amount said alone holds exactly: «2,000千円の事業». Leaving it out would answer another question.
            found.extend(thousand(amount) for amount in self.scan.amounts)
        found.extend(self.flags())
        return alternatives(self, tuple(dict.fromkeys((*found, *self.extra))))

    @cached_property
    def counts_relisted(self) -> bool:
        """«再掲も含めて»: rows, not projects."""
        return counts_relisted(self.text)

    @cached_property
    def means_lines(self) -> bool:
        """«番号のない行の合計»: of the lines under projects; «番号のない行がある事業» is of those projects."""
        return any(
            "行" in self.text[span.start : span.end] and not _HAVING.match(self.text, span.end)
            for span in self.scan.all("flag.breakdown")
        )

    @cached_property
    def jointly(self) -> bool:
        """«AとBが共同で»: all of the divisions said, not any."""
        if len(self.divisions) < 2:
            return False
        return self._said_together or (
            self.has("flag.joint") and not joint_apart(self.scan, self._places(Kind.DIVISION))
        )

    @cached_property
    def _said_together(self) -> bool:
        return self._together(*self._places(Kind.DIVISION))

    def _places(self, *kinds: Kind) -> tuple[tuple[int, int], ...]:
        return tuple((span.start, span.end) for span in self.scan.names if span.names[0].kind in kinds)

    def _together(self, *places: tuple[int, int]) -> bool:
        return said_together(self.scan, places)

    def flags(self) -> list[Condition]:
        flags: list[Condition] = []
        apart = self._said_together or joint_apart(self.scan, self._places(Kind.DIVISION))
        of_many = apart and counts_divisions(self.scan)
        if (
            self.has("flag.joint")
            and (of_many or not self.jointly)
            and not any(isinstance(c, Joint) for c in self.extra)
        ):
            flags.append(Joint())
        if self.has("flag.breakdown") and not self.means_lines:
            flags.append(HasBreakdown())
        left_out = self.has("neg.except") or leaves_relisted_out(self.text)
        asks_for_relisted = not left_out and not self.counts_relisted
        if (
            self.has("flag.relisted")
            and asks_for_relisted
            and self.has("noun.project", "ask.list", "ask.which", "ask.count")
        ):
            flags.append(Relisted())
        if self.has("flag.partial"):
            flags.append(Partial())
        return flags

    @cached_property
    def speaks_of_projects(self) -> bool:
        """«事業», a category, or a flag that only projects have."""
        return (
            self.has("noun.project", "flag.joint", "flag.partial", "flag.breakdown")
            or any(isinstance(condition, _OF_PROJECTS) for condition in self.extra)
            or any("事業" in self.text[span.start : span.end] for span in self.scan.all("ask.name"))
            or bool(self.categories or self.not_categories)
            or bool(self.numbered(negated=True) or self.named(Kind.PROJECT, negated=True))
            or (self.has("flag.relisted") and not self.has("neg.except"))
            or (bool(self.divisions) and speaks_of_what_it_runs(self.text))
        )

    @cached_property
    def unit(self) -> DisplayUnit | None:
        return next((unit for concept, unit in _UNITS.items() if self.has(concept)), None)

    @cached_property
    def about_change(self) -> bool:
        return speaks_of_change(self.scan)

    def nth(self) -> NumberMention | None:
        return next(iter(self.scan.numbers(NumberKind.NTH)), None)

    def top(self) -> NumberMention | None:
        return next(iter(self.scan.numbers(NumberKind.TOP, NumberKind.BOTTOM)), None)
