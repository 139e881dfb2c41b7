"""The rules: what a turn asks, as a table of small named functions tried in order.

A rule looks at a frame and either makes a draft, finds that the subject is ambiguous or unknown, or passes.
To add a kind of question: its words in `vocabulary.toml`, one function here, one statement or operation in the
store, one sentence in the wording, and cases.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from nlp.claims import claim, share_claim
from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import (
    POLICY_KINDS,
    Aggregate,
    Dimension,
    Facet,
    InDivisions,
    Kind,
    Measure,
    MovedClaim,
    Named,
    Operation,
    Order,
    Scope,
    Selection,
)
from nlp.selecting import direction, measure, order, scope, selection, window
from nlp.subjects import subjects
from nlp.unread import asks_a_detail, strange_name
from nlp.vocabulary import vocabulary

Outcome = Draft | Ambiguous | Unknown | None
_PLURAL = ("ask.list", "ask.all", "ask.exists", "ask.which", "ask.count")
_TABLE_KINDS = frozenset({Kind.DEPARTMENT, Kind.DIVISION, Kind.ACCOUNT})
_BY = {
    "by.division": Dimension.DIVISION,
    "by.category": Dimension.CATEGORY,
    "by.pillar": Dimension.PILLAR,
    "by.part": Dimension.PART,
    "by.section": Dimension.SECTION,
    "by.account": Dimension.ACCOUNT,
}
_FACETS = {
    "ask.who": Facet.DIVISION,
    "ask.describe": Facet.SUMMARY,
    "ask.category": Facet.CATEGORY,
    "ask.number": Facet.NUMBER,
    "ask.policy": Facet.POLICY,
    "ask.source": Facet.SOURCE,
    "ask.name": Facet.NAME,
}
_WHOLE_AFTER = re.compile(
    r"(?:計|全体|合計|総額)?(?:の(?:当初)?(?:予算|合計|総額|全体|主要事業)額?(?:全体)?)?\s*"
    r"(?:に(?:占め|対|おけ)|のうち|の中で|の中の|の内|うち|内で|全体の|の(?:何|なん)|中|を占め|を100)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A name for `yosan explain`, and what it makes of a frame."""

    name: str
    read: Callable[[Frame], Outcome]


def facets(frame: Frame, *default: Facet) -> tuple[Facet, ...]:
    """What is asked about the rows, in a settled order."""
    asked = [facet for concept, facet in _FACETS.items() if frame.has(concept) and _is_asked(frame, concept)]
    if frame.has("ask.amount") or (asked and asked != [Facet.NAME] and _budget_noun_asked(frame)):
        asked.insert(0, Facet.AMOUNT)
    return tuple(dict.fromkeys(asked)) or default


_INTERROGATIVE = re.compile(r"どこ|どの課|どちら|どっち|何課|なに課|誰|だれ|who|which")
_ATTRIBUTIVE = re.compile(r"\s*(?:する|して|し[たて]|の(?:主要)?事業|で(?:は)?[^す]|分|を?して|のもの|のやつ|事業)")


def _is_asked(frame: Frame, concept: str) -> bool:
    """«担当する事業» and «所管事業» only say whose; «担当は» asks."""
    if concept != "ask.who":
        return True
    if _INTERROGATIVE.search(frame.text):
        return True
    return any(not _ATTRIBUTIVE.match(frame.text, span.end) for span in frame.scan.all(concept))


def _budget_noun_asked(frame: Frame) -> bool:
    """«予算と担当課は»: the noun itself is asked for beside something else."""
    return bool(re.search(r"(?:予算額?|金額|事業費|費用)(?:と|や|、|,|・|も|および|及び)", frame.text))


def named_selection(frame: Frame) -> Selection | Ambiguous | Unknown | None:
    """The singular subjects as a selection; the department where only it is said."""
    found = subjects(frame)
    if isinstance(found, tuple):
        return Selection(Scope.NAMED, found)
    if found is None and frame.says_department:
        return Selection(Scope.NAMED, (frame.department,))
    return found


# --- the rules, most specific first ----------------------------------------------------------------------------------


_MEANING = re.compile(
    r"(?:とは(?:何|なに|なん|どう)?|(?:って|は|というのは|という言葉は)\s*(?:何(?![%割倍件円課番つ個億万千本回])|なに|なん(?!ぼ)|どういう(?:意味|こと))|"
    r"の?(?:意味|定義|読み方)|を説明)(?:意味|こと|です|の|か|や|なの|だ|を教えて|って|は)*[^ぁ-んァ-ヶ一-鿿]*(?:教えて.*)?$"
)


def define(frame: Frame) -> Outcome:
    if frame.projects or frame.divisions or frame.scan.words:
        return None
    meaning = _MEANING.search(frame.text)
    if meaning is None and not frame.has("ask.define"):
        return None
    term = vocabulary().term(frame.text[: meaning.start()] if meaning else frame.text, last=meaning is not None)
    return Draft(Operation.DEFINE, Selection(), term=term, facets=()) if term else None


def why(frame: Frame) -> Outcome:
    if not frame.has("ask.why"):
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    rows = found or (selection(frame, s) if (s := scope(frame)) else None)
    if found and frame.has("ref.both", "ask.all"):
        rows = replace(found, subjects=_members(frame, found.subjects))
    return Draft(Operation.WHY, rows, claim=claim(frame, presupposed=True), measure=measure(frame), used_words=True)


def _members(frame: Frame, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """«特別会計が二つとも»: the single accounts, not their sum."""
    members = tuple(
        entry.named
        for group in named
        for entry in frame.lexicon.of_kind(Kind.ACCOUNT)
        if group.kind is Kind.ACCOUNT and entry.parent == group
    )
    return members or named


def check(frame: Frame) -> Outcome:
    made = claim(frame)
    if made is None:
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    kinds = {n.kind for n in found.subjects} if found else set()
    if found and Kind.PROJECT in kinds and _TABLE_KINDS & kinds:
        # «アンテナショップは産業政策課?»: the project is the subject, the division is what is claimed.
        found = replace(found, subjects=tuple(n for n in found.subjects if n.kind is Kind.PROJECT))
    rows = found or _counted(frame)
    return Draft(Operation.CHECK, rows, claim=made, measure=measure(frame), used_words=True)


def _counted(frame: Frame) -> Selection | None:
    wanted = scope(frame)
    return selection(frame, wanted) if wanted else None


def share(frame: Frame) -> Outcome:
    percent = frame.has("op.percent") and not frame.about_change and frame.timing.base is None
    if not frame.has("op.share") and not percent:
        return None
    if (
        percent
        and not frame.has("op.share")
        and frame.context.queries
        and _last_changed(frame)
        and not frame.scan.names
    ):
        return Draft(Operation.SHOW, None, measure=Measure.CHANGE_RATE)
    found = subjects(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    whole, parts = _whole_and_parts(frame, found or ())
    other = Selection(Scope.NAMED, (whole,)) if whole else None
    if parts:
        part: Selection | None = Selection(Scope.NAMED, parts)
    elif frame.speaks_of_projects and (frame.project_conditions() or not whole):
        part = selection(frame, Scope.PROJECTS)
    else:
        part = None
    if part and other is None:
        other = Selection(Scope.NAMED, (frame.department,))
    stated = share_claim(frame)
    if stated:
        return Draft(Operation.CHECK, part, other, claim=stated, used_words=True)
    return Draft(Operation.SHARE, part, other, used_words=True)


def _last_changed(frame: Frame) -> bool:
    last = frame.context.queries[-1]
    return last.measure is not Measure.BUDGET or isinstance(last.claim, MovedClaim)


_SIZE = {Kind.DEPARTMENT: 0, Kind.ACCOUNT: 1, Kind.PILLAR: 1, Kind.PART: 2, Kind.DIVISION: 2, Kind.SECTION: 3}


def _whole_and_parts(frame: Frame, found: tuple[Named, ...]) -> tuple[Named | None, tuple[Named, ...]]:
    """Which of the things said is the whole: the one «に占める», «のうち», «の何割» follows, else the larger kind."""
    marked = [
        span
        for span in frame.scan.spans
        if (span.names or "noun.department" in span.concepts) and _WHOLE_AFTER.match(frame.text, span.end)
    ]
    everything = list(found)
    if frame.says_department and frame.department not in everything:
        everything.append(frame.department)
    if marked:
        whole = marked[0].names[0] if marked[0].names else frame.department
        return whole, tuple(n for n in everything if n != whole and n != frame.department) or tuple(
            n for n in everything if n != whole
        )
    if len(everything) > 1:
        whole = min(everything, key=lambda n: _SIZE.get(n.kind, 4))
        if _SIZE.get(whole.kind, 4) < max(_SIZE.get(n.kind, 4) for n in everything):
            return whole, tuple(n for n in everything if n != whole)
    return None, tuple(everything) if everything != [frame.department] else ()


def ratio(frame: Frame) -> Outcome:
    if not frame.has("op.ratio"):
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if found and len(found.subjects) >= 2:
        first, second = found.subjects[:2]
        return Draft(
            Operation.RATIO, Selection(Scope.NAMED, (first,)), Selection(Scope.NAMED, (second,)), used_words=True
        )
    return Draft(Operation.RATIO, found, base=frame.timing.base, used_words=True)


_MINUS = re.compile(r"\s*(?:-|引く|ひく|マイナス)\s*")
_PLUS = re.compile(r"\s*(?:\+|足す|たす|プラス)\s*")
_MEANING_APART = re.compile(r"違い(?:を教え|は何|って|は\?|とは|が分|がわ)")


def _joined_by(frame: Frame, sign: re.Pattern[str]) -> bool:
    """Two names or numbers of projects with nothing but the sign between."""
    numbers = frame.scan.numbers(NumberKind.PROJECT)
    names = frame.scan.names
    return any(
        len(pair) == 2 and bool(sign.fullmatch(frame.text, pair[0].end, pair[1].start)) for pair in (numbers, names)
    )


def difference(frame: Frame) -> Outcome:
    """Two things apart: «AとBの差», «#50-#52»."""
    if not _joined_by(frame, _MINUS) and not frame.has("op.difference"):
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if found is None and len(frame.context.subjects) > 1 and not frame.about_change and not frame.timing.periods:
        return Draft(Operation.DIFFERENCE, None)
    if found is None or len(found.subjects) < 2:
        return None
    if all(n.kind is Kind.ACCOUNT for n in found.subjects) and _MEANING_APART.search(frame.text):
        return Draft(Operation.DEFINE, Selection(), term=vocabulary().term(frame.text), facets=())
    if frame.has("op.compare", "ask.which"):
        return _compare(frame, found)
    return Draft(Operation.DIFFERENCE, replace(found, subjects=found.subjects[:2]), used_words=True)


def compare(frame: Frame) -> Outcome:
    if not frame.has("op.compare", "size.big", "size.small"):
        return None
    found = subjects(frame)
    if not isinstance(found, tuple) or len(found) < 2:
        return None
    kinds = {n.kind for n in found}
    if Kind.PROJECT in kinds and Kind.DIVISION in kinds:
        return None
    return _compare(frame, Selection(Scope.NAMED, found))


def _compare(frame: Frame, rows: Selection | None) -> Draft:
    asked = (Facet.NAME, Facet.AMOUNT) if frame.has("ask.amount", "ask.extent", "op.difference") else (Facet.NAME,)
    small = frame.has("size.small", "rank.least") and not frame.has("size.big")
    by = measure(frame)
    if rows is not None:
        rows = replace(rows, order=Order(not small, by))
    return Draft(Operation.COMPARE, rows, measure=by, facets=asked, used_words=True)


def group(frame: Frame) -> Outcome:
    dimension = next((d for concept, d in _BY.items() if frame.has(concept)), None)
    if dimension is None and len(frame.categories) > 1 and frame.has("ask.parts"):
        dimension = Dimension.CATEGORY
    if dimension is None or (dimension is Dimension.DIVISION and frame.divisions and not frame.speaks_of_projects):
        return None
    aggregates = tuple(
        aggregate
        for aggregate, concepts in (
            (Aggregate.COUNT, ("ask.count",)),
            (Aggregate.SUM, ("agg.sum", "ask.amount", "noun.budget")),
            (Aggregate.MEAN, ("agg.mean",)),
        )
        if frame.has(*concepts)
    )
    projects = frame.speaks_of_projects or frame.has("ask.count") or bool(frame.topic) or bool(frame.bounded_amounts)
    if dimension in {Dimension.DIVISION, Dimension.ACCOUNT} and not projects:
        return _table_rows(frame, Scope.DIVISIONS if dimension is Dimension.DIVISION else Scope.ACCOUNTS)
    if frame.has("rank.most", "rank.least"):
        aggregates = (*aggregates, Aggregate.LARGEST)
    rows = selection(frame, Scope.PROJECTS)
    return Draft(Operation.GROUP, rows, group_by=dimension, aggregates=aggregates, used_words=True)


def _table_rows(frame: Frame, wanted: Scope) -> Draft | None:
    """«課別の予算», «各課を大きい順に»: the rows of the first table, ranked where an order is said."""
    by = measure(frame)
    if _ranks(frame):
        return _rank(frame, wanted)
    if frame.has("agg.sum", "agg.mean", "agg.median"):
        return None
    moved = direction(frame) if frame.has("ask.which") else None
    rows = selection(frame, wanted, moved=moved)
    return Draft(Operation.LIST, rows, measure=by, facets=(Facet.NAME, Facet.AMOUNT), used_words=True)


def _ranks(frame: Frame) -> bool:
    if frame.has("rank.most", "rank.least", "rank.descending", "rank.ascending", "rank.order"):
        return True
    if frame.scan.numbers(NumberKind.TOP, NumberKind.BOTTOM, NumberKind.NTH, NumberKind.TAKE):
        return True
    return frame.has("size.big", "size.small") and frame.has("ask.which", "ask.who") and not frame.bounded_amounts


def rank(frame: Frame) -> Outcome:
    if not _ranks(frame):
        return None
    wanted = scope(frame)
    by = measure(frame)
    if wanted is None and by is not Measure.BUDGET and len(frame.context.results) < 2:
        wanted = Scope.DIVISIONS
    if wanted is None and not frame.context.queries and _says_what_is_ranked(frame):
        wanted = Scope.PROJECTS
    if wanted is None:
        return _rank(frame, None)
    return _rank(frame, wanted)


def _says_what_is_ranked(frame: Frame) -> bool:
    """«2番目は?» out of nowhere does not."""
    return frame.has("noun.budget", "ask.amount", "size.big", "size.small") or bool(
        frame.divisions or frame.scan.numbers(NumberKind.TOP, NumberKind.BOTTOM)
    )


def _rank(frame: Frame, wanted: Scope | None) -> Draft:
    by = measure(frame)
    start, limit = window(frame)
    ordering = order(frame, by)
    moved = direction(frame) if by is not Measure.BUDGET else None
    rows = (
        selection(frame, wanted, order=ordering, start=start, limit=limit, moved=moved)
        if wanted
        else Selection(Scope.NAMED, (), frame.project_conditions(), ordering, start, limit)
    )
    aggregate = _aggregate(frame)
    if aggregate and (limit or 0) > 1:
        return Draft(aggregate, rows, measure=by, used_words=True)
    asked = facets(frame, Facet.NAME)
    if wanted is not Scope.PROJECTS:
        asked = tuple(f for f in asked if f is not Facet.DIVISION) or (Facet.NAME,)
    if by is not Measure.BUDGET and frame.has("op.percent", "ask.extent", "ask.amount"):
        asked = tuple(dict.fromkeys((Facet.NAME, *asked, Facet.AMOUNT)))
    if frame.has("ask.name") or (Facet.NAME not in asked and Facet.DIVISION not in asked):
        asked = tuple(dict.fromkeys((Facet.NAME, *asked)))
    return Draft(Operation.RANK, rows, measure=by, facets=asked, used_words=True)


def _aggregate(frame: Frame) -> Operation | None:
    if frame.has("agg.mean"):
        return Operation.MEAN
    if frame.has("agg.median"):
        return Operation.MEDIAN
    return Operation.SUM if frame.has("agg.sum") else None


def aggregate(frame: Frame) -> Outcome:
    """Sum, mean or median of several rows; the sum of one row of the table is that row."""
    operation = _aggregate(frame) or (Operation.SUM if _joined_by(frame, _PLUS) else None)
    if operation is None:
        return None
    by = measure(frame)
    wanted = scope(frame)
    if wanted is Scope.PROJECTS and not frame.projects and (frame.resolution.found or not frame.scan.words):
        return Draft(operation, selection(frame, wanted), measure=by, used_words=True)
    if wanted in {Scope.DIVISIONS, Scope.TABLE} and not frame.divisions:
        return Draft(operation, selection(frame, wanted), measure=by, used_words=True)
    found = subjects(frame)
    if isinstance(found, tuple) and found:
        each = frame.has("ask.all") and re.search(r"それぞれ|各々|おのおの", frame.text)
        if (len(found) == 1 or each) and all(n.kind in _TABLE_KINDS for n in found) and operation is Operation.SUM:
            return None
        return Draft(operation, Selection(Scope.NAMED, found), measure=by, used_words=True)
    if isinstance(found, Ambiguous) and frame.resolution.found and operation is Operation.SUM:
        return Draft(operation, selection(frame, Scope.PROJECTS), measure=by, used_words=True)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if frame.says_department and not frame.context.queries:
        return None
    excluded = frame.named(Kind.DIVISION, negated=True)
    if excluded:
        return Draft(operation, selection(frame, Scope.DIVISIONS), measure=by, used_words=True)
    if frame.says_department and re.search(r"部", frame.text):
        return None
    return Draft(operation, None, measure=by)


def count(frame: Frame) -> Outcome:
    if not frame.has("ask.count"):
        return None
    wanted = scope(frame)
    if wanted is None and frame.divisions:
        wanted = Scope.PROJECTS
    if wanted is None and frame.has("flag.relisted") and not frame.has("neg.except"):
        wanted = Scope.PROJECTS
    moved = direction(frame) if wanted is not Scope.PROJECTS else None
    if wanted is None and moved:
        wanted = Scope.DIVISIONS
    rows = selection(frame, wanted, moved=moved) if wanted else None
    return Draft(Operation.COUNT, rows, measure=measure(frame), used_words=True)


def parts(frame: Frame) -> Outcome:
    if frame.has("flag.breakdown") or not (frame.has("ask.parts", "ask.cause") or _what_is_in(frame)):
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    operation = Operation.CAUSE if frame.has("ask.cause") else Operation.PARTS
    return Draft(operation, found, used_words=True)


def _what_is_in(frame: Frame) -> bool:
    """«特別会計には何がありますか»."""
    only_accounts = bool(frame.accounts) and not (frame.divisions or frame.projects or frame.scan.words)
    return only_accounts and bool(re.search(r"(?:何|なに|どんなの|どれ)が(?:あ|入|含)", frame.text))


def moved_rows(frame: Frame) -> Outcome:
    """Which rows moved: «増えた課は», «昨年度、当初と現計で違う課»."""
    way = direction(frame)
    if way is None or not frame.has("ask.which", "ask.list", "ask.all", "ask.who", "noun.division"):
        return None
    wanted = scope(frame)
    if wanted is Scope.PROJECTS:
        return None
    if frame.divisions or (frame.accounts and wanted is None):
        return None
    if wanted is None and (frame.says_department or frame.context.queries or frame.has("ask.amount", "ask.extent")):
        return None
    rows = selection(frame, wanted or Scope.DIVISIONS, moved=way)
    by = Measure.CHANGE_RATE if frame.has("move.rate") else Measure.CHANGE
    return Draft(Operation.LIST, rows, measure=by, facets=(Facet.NAME,), used_words=True)


def change(frame: Frame) -> Outcome:
    """The change of named rows, as an amount or a rate."""
    by = measure(frame)
    if by is Measure.BUDGET:
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    both = frame.has("move.amount") and frame.has("move.rate") and bool(_AND_RATE.search(frame.text))
    return Draft(Operation.SHOW, found, measure=by, and_rate=both, used_words=True)


_AND_RATE = re.compile(r"額\s*(?:と|・|、|,|及び|および|や|/|も)\s*[増減伸]?[加少減び]?率")


def exists(frame: Frame) -> Outcome:
    """«…の事業ある？», «…とかやってる？»: is there a project of this kind."""
    if not frame.has("ask.exists") or frame.has("ask.amount", "ask.extent"):
        return None
    if any(frame.has(concept) for concept in _FACETS if concept != "ask.describe") and not frame.topic:
        return None
    if frame.scan.words and not frame.topic:
        return Unknown("".join(word.surface for word in frame.scan.words))
    if not frame.topic and not frame.project_conditions():
        return None
    if frame.divisions and not frame.topic and not frame.speaks_of_projects:
        return None
    rows = selection(frame, Scope.PROJECTS)
    return Draft(Operation.EXISTS, rows, facets=(Facet.NAME,), used_words=True, partial_words=True)


def listing(frame: Frame) -> Outcome:
    """Projects, divisions or outline entries that meet conditions."""
    wanted = scope(frame)
    if wanted is None or (frame.projects and not frame.has("flag.in_name")):
        return None
    if frame.nodes and frame.has("ask.name") and not frame.speaks_of_projects:
        return None
    asks = frame.has(*_PLURAL)
    conditions = frame.project_conditions()
    if wanted is Scope.PROJECTS:
        return _project_listing(frame, asks=asks, conditioned=bool(conditions))
    if wanted is Scope.OUTLINE:
        if not (frame.has("flag.partial") or frame.categories or asks) or frame.outlines or frame.has("ask.amount"):
            return None
    elif (
        frame.divisions
        or frame.accounts
        or (not asks and wanted not in {Scope.ACCOUNTS, Scope.POLICY} and not frame.bounded_amounts)
    ):
        return None
    rows = selection(frame, wanted)
    return Draft(Operation.LIST, rows, facets=facets(frame, Facet.NAME), used_words=True)


def _project_listing(frame: Frame, *, asks: bool, conditioned: bool) -> Outcome:
    narrowed = bool(
        frame.divisions or frame.categories or frame.not_categories or frame.nodes or frame.bounded_amounts
        or frame.has("flag.joint", "flag.relisted", "flag.in_name") or frame.named(Kind.DIVISION, negated=True)
    )  # fmt: skip
    singular = frame.has("ask.amount", "ask.who", "ask.describe", "ask.category", "ask.extent") or (
        frame.has("noun.budget") and not asks and (not frame.has("noun.project") or _one_described(frame))
    )
    if frame.scan.words and not frame.topic:
        return Unknown("".join(word.surface for word in frame.scan.words)) if narrowed or asks else None
    if not conditioned and (strange := strange_name(frame)):
        return Unknown(strange)
    if frame.topic and not narrowed and (singular or _one_described(frame)) and not frame.has("ask.all"):
        return None
    if not narrowed and not frame.topic and not (asks or frame.has("noun.project")):
        return None
    if not frame.speaks_of_projects and not narrowed and frame.topic and not asks:
        return None
    asked = facets(frame, Facet.NAME)
    if frame.has("ask.amount") and not frame.has("ask.name", "ask.list", "ask.all", "ask.which") and narrowed:
        return Draft(Operation.SUM, selection(frame, Scope.PROJECTS), used_words=True)
    if not conditioned and not (asks or frame.speaks_of_projects):
        return None
    if asked != (Facet.NAME,) and Facet.DIVISION not in asked:
        asked = tuple(dict.fromkeys((Facet.NAME, *asked)))
    counted = claim(frame, presupposed=True, counting=True)
    return Draft(
        Operation.LIST,
        selection(frame, Scope.PROJECTS),
        facets=asked,
        claim=counted,
        used_words=True,
        partial_words=frame.topic is not None,
    )


def _one_described(frame: Frame) -> bool:
    """The words describe one project and nothing asks for several."""
    if frame.has("ask.list", "ask.all", "ask.exists") or (frame.has("noun.project") and not frame.has("noun.budget")):
        return False
    return isinstance(subjects(frame), tuple)


def show(frame: Frame) -> Outcome:
    """What is asked about the things named: amount, division, summary, category …"""
    found = named_selection(frame)
    if isinstance(found, Ambiguous) and frame.has("ask.name", "ask.which") and frame.topic:
        return Draft(Operation.LIST, selection(frame, Scope.PROJECTS), facets=(Facet.NAME,), used_words=True)
    if isinstance(found, Unknown) and frame.topic and not _asks_a_figure(frame):
        # «IoTを入れたいんだよね うちの工場»: no question, but something can be found for it.
        rows = selection(frame, Scope.PROJECTS)
        return Draft(Operation.EXISTS, rows, facets=(Facet.NAME,), used_words=True, partial_words=True)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    default: tuple[Facet, ...] = (Facet.AMOUNT,)
    bare = not frame.has("ask.amount", "noun.budget", "ask.extent") and not frame.timing.periods
    if found and bare and all(n.kind is Kind.PROJECT for n in found.subjects):
        default = (Facet.NAME, Facet.AMOUNT, Facet.SUMMARY)
    asked = facets(frame, *default)
    if found and all(n.kind in _TABLE_KINDS for n in found.subjects) and not frame.has("ask.source"):
        if (Facet.DIVISION in asked or Facet.SUMMARY in asked) and not (
            frame.has("noun.budget", "ask.amount", "agg.sum") or frame.scan.periods
        ):
            return _division_projects(frame, found)
        asked = (Facet.AMOUNT,)
    if found and frame.has("ask.name") and all(n.kind in POLICY_KINDS for n in found.subjects):
        return Draft(Operation.SHOW, replace(found, subjects=frame.nodes), facets=(Facet.NAME,), used_words=True)
    if found and any(n.kind in {Kind.PILLAR, Kind.PART, Kind.SECTION} for n in found.subjects):
        return Draft(Operation.SUM, selection(frame, Scope.PROJECTS), used_words=True)
    if found and Facet.AMOUNT in asked and asks_a_detail(frame, found.subjects):
        # «新規融資枠はいくら»: said in the summary; the project's amount is not its amount.
        asked = (Facet.NAME, Facet.SUMMARY)
    return Draft(Operation.SHOW, found, facets=asked, used_words=True)


def _asks_a_figure(frame: Frame) -> bool:
    return frame.has("ask.amount", "noun.budget", "ask.extent") or any(frame.has(c) for c in _FACETS)


def _division_projects(frame: Frame, found: Selection) -> Draft:
    """«雇用対策課って何をしている課?»: its main projects."""
    divisions = tuple(n for n in found.subjects if n.kind is Kind.DIVISION)
    if not divisions:
        return Draft(Operation.PARTS, found, used_words=True)
    rows = Selection(Scope.PROJECTS, (), (InDivisions(divisions),))
    return Draft(Operation.LIST, rows, facets=(Facet.NAME,), used_words=True)


RULES: tuple[Rule, ...] = (
    Rule("define", define),
    Rule("why", why),
    Rule("share", share),
    Rule("ratio", ratio),
    Rule("check", check),
    Rule("difference", difference),
    Rule("compare", compare),
    Rule("group", group),
    Rule("rank", rank),
    Rule("count", count),
    Rule("moved_rows", moved_rows),
    Rule("aggregate", aggregate),
    Rule("parts", parts),
    Rule("change", change),
    Rule("exists", exists),
    Rule("listing", listing),
    Rule("show", show),
)


def apply(frame: Frame) -> tuple[str, Outcome]:
    """The first rule that reads the frame, and what it made of it."""
    for rule in RULES:
        made = rule.read(frame)
        if made is not None:
            return rule.name, made
    return "", None
