"""What is said of several things at once: that they are meant together, or left out."""

from __future__ import annotations

import itertools
import re

from nlp.lexicon import Lexicon
from nlp.numbers import NumberKind
from nlp.query import Category, Kind
from nlp.relisted import relisted_out
from nlp.scan import Scan, Span

CATEGORIES = {"cat.new": Category.NEW, "cat.expanded": Category.EXPANDED, "cat.continued": Category.CONTINUED}
_TOGETHER = re.compile(
    r"両方(?:に|が|を|とも|(?=[入関絡担]))|双方|ともに|共に|両課|二課とも|2課とも|そろって|揃って|タッグ|のすべてに|の全てに|どちらも|どっちも|共同"
    r"|(?:一緒|いっしょ|合同)(?:に|で)|組んで(?:る|い|や|実|行)"
    r"|も[^。、?]{1,20}も(?:入|関わ|関係|絡|担当|載|出て|掲載|加わ|参加)(?!ら|って(?:い)?な|し(?:て(?:い)?)?な|さ)"
)
_PASSED = frozenset({"noun.project", "noun.thing", "noun.division", "noun.budget", "idle.words", "ask.who"})
"""What may stand between a name and its negation: «商工課の事業以外»."""
_NEGATION_GAP = re.compile(r"[\s」』のをはがにでともや、・]*(?:事業|もの|やつ|分|課)?[\s」』のをはがにで、]*")


COORDINATED = re.compile(
    r"[\s「」『』]*(?:事業|課)?(?:と|や|、|,|・|/|も|でも|か|とか|および|及び|または|又は|なら(?:び|)に|で?も?なく)?[\s「」『』]*(?:事業|課)?"
)

_EITHER = re.compile(r"または|又は|もしくは|課か")
_CLAUSE_ENDS = re.compile(r"[るたい]、")
_ONLY_HOW = re.compile(r"共同|一緒|合同|連携|連名")
"""«AとBが共同で» says how the two run it, «複数の課が» of how many there are."""


def is_category(span: Span) -> bool:
    return any(concept in CATEGORIES for concept in span.concepts)


def is_numbered(span: Span) -> bool:
    """A project by its number."""
    return span.number is not None and span.number.kind is NumberKind.PROJECT


def negated_spans(scan: Scan) -> frozenset[Span]:
    """Names and categories that «以外», «除く», «関わらない» … apply to, back to the run's start."""
    found: set[Span] = set()
    spans = scan.spans
    twice = relisted_out(scan.text)
    for index, span in enumerate(spans):
        if any(start <= span.start < end for start, end in twice):
            continue
        if not any(concept in {"neg.except", "neg.not"} for concept in span.concepts):
            continue
        end = span.start
        reached: Span | None = None
        for earlier in reversed(spans[:index]):
            if not (earlier.names or is_category(earlier) or is_numbered(earlier)):
                passed = bool(earlier.concepts) and _PASSED.issuperset(earlier.concepts)
                if passed and _NEGATION_GAP.fullmatch(scan.text, earlier.end, end):
                    end = earlier.start
                    continue
                break
            # «雇用対策課の新規以外»: beyond the nearest only what stands beside it and is of its sort.
            gap = COORDINATED if reached else _NEGATION_GAP
            alike = reached is None or is_category(earlier) == is_category(reached)
            if not alike or not gap.fullmatch(scan.text, earlier.end, end):
                break
            found.add(earlier)
            reached, end = earlier, earlier.start
    return frozenset(found)


def said_together(scan: Scan, places: tuple[tuple[int, int], ...]) -> bool:
    """Whether «両方», «共に», «のすべてに» is said of the things at these places: of what stands next before it."""
    things = [(span.start, span.end) for span in scan.names]
    things += [(word.start, word.end) for word in scan.words]
    for match in _TOGETHER.finditer(scan.text):
        before = [place for place in things if place[1] <= match.start()]
        nearest = max(before, key=lambda place: place[1]) if before else min(things, default=None)
        if nearest in places:
            return True
    return False


def joint_apart(scan: Scan, divisions: tuple[tuple[int, int], ...]) -> bool:
    """«A、Bが担当する、複数の課が担当する»: joint, in another clause than the one that names the divisions."""
    last = max((end for _, end in divisions), default=0)
    between = (scan.text[last : span.start] for span in scan.all("flag.joint"))
    return bool(_EITHER.search(scan.text)) or any(_CLAUSE_ENDS.search(said) for said in between)


def counts_divisions(scan: Scan) -> bool:
    """Of how many divisions there are is spoken, not how those named do it."""
    said = (scan.text[span.start : span.end] for span in scan.all("flag.joint"))
    return any(not _ONLY_HOW.search(each) for each in said)


_AND = re.compile(r"\s*(?:と|、|,|・|/|&|および|及び|ならびに|並びに)+\s*")
_ASKS = (
    ("agg.mean",), ("agg.median",), ("agg.sum",), ("ask.count",), ("rank.most", "rank.least"),
    ("move.rate", "move.amount", "noun.budget", "noun.department"),
    ("move.up", "move.down"),
)  # fmt: skip
_ITS_BUDGET = re.compile(r"予算|額|計|budget")
_NOUNS = ("noun.project", "noun.division", "noun.thing", "noun.account")


def sides_of(scan: Scan) -> list[tuple[int, int]]:
    """Where a side ends (in what is asked, or the noun that is ranked) and the next begins."""
    found = []
    for asks in _ASKS:
        spans = scan.all(*asks)
        for span, following in itertools.pairwise(spans):
            if "noun.department" in span.concepts and not _ITS_BUDGET.search(scan.text[span.start : span.end]):
                continue  # «部全体と雇用対策課の増減額»
            ends = [span, *(noun for noun in scan.all(*_NOUNS) if span.end <= noun.start < following.start)]
            for end in ends:
                match = _AND.match(scan.text, end.end)
                if match and match.end() < following.end:
                    found.append(match.span())
    return found


_COUNTED_IN = re.compile(
    r"[」』]?(?:の?(?:予算|分|事業費?))?(?:を|も|まで)?(?:含め[^な]|含む|含んだ|込み|入れた|入れて|足した)"
)


def is_counted_in(scan: Scan, name: Span) -> bool:
    """Whether a name is said to be counted in («特別会計を含めた部の予算»)."""
    return _COUNTED_IN.match(scan.text, name.end) is not None


_WHAT_IT_RUNS = re.compile(
    r"(?:担当|所管|関わ|関係|絡|からん|噛|かん|受け持|携わ|やって|やる|持っ|持つ|抱え|手掛け|手がけ)[^。、?]{0,8}?"
    r"(?:もの|やつ|の(?=は|を|って|だけ|で|、|\?|$))"
)
"""«雇用対策課が担当に入るものは»: its projects."""
_ALL_OF_ITS = re.compile(
    r"課の(?:やつ|もん|もの)(?:を|は|って)?、?(?:全部|ぜんぶ|全て|すべて|一覧|リスト|片っ端|並べ|挙げ)(?!で|足|合)"
)
"""«産業政策課のやつ全部みして»."""
_HAS_HOW_MUCH = re.compile(
    r"(?:いくら|なんぼ|どんだけ|ど(?:れ|の)(?:だけ|くらい|ぐらい|ほど)|お?金)(?:を|くらい|ぐらい)?(?:持|もっ)"
)
"""«いくら持ってんの» asks for its budget."""


def speaks_of_what_it_runs(text: str) -> bool:
    """Whether a division is said to run what is asked about."""
    runs = _WHAT_IT_RUNS.search(text) or _ALL_OF_ITS.search(text)
    return runs is not None and _HAS_HOW_MUCH.search(text) is None


_IN_IT = re.compile(r"の(?:中の|うちの?)?、?|・")


def holders(scan: Scan, lexicon: Lexicon) -> frozenset[Span]:
    """«特会の設備導入資金»: the account that a name is in only says where that is."""
    found = set()
    for one, other in itertools.pairwise(scan.names):
        if _is_in(lexicon, other, one) and _IN_IT.fullmatch(scan.text, one.end, other.start):
            found.add(one)
        elif _is_in(lexicon, one, other) and scan.text[one.end : other.start] == "の":
            found.add(other)  # «土地取得事業の特別会計»
    return frozenset(found)


def _is_in(lexicon: Lexicon, name: Span, account: Span) -> bool:
    entry = lexicon.entry(name.names[0]) if len(name.names) == 1 else None
    return entry is not None and name.names[0].kind is Kind.ACCOUNT and account.names == (entry.parent,)
