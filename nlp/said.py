"""What a turn says itself, slot by slot; what it leaves open the conversation fills."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import PROJECT_SETS, Followup
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.heard import is_said_of, only_does
from nlp.query import (
    TABLE_KINDS,
    About,
    Condition,
    Except,
    Facet,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Measure,
    Named,
    Operation,
    Query,
    Scope,
    Selection,
)
from nlp.scan import Span
from nlp.subjects import said_subjects
from nlp.topics import Word

_ASKS = ("ask.", "agg.", "op.", "rank.", "move.", "by.")
_SOFT = frozenset({"ask.polar", "ask.list", "ask.confirm", "ask.which", "ask.tell", "ask.all", "op.compare"})
"""Said of any question: they ask nothing that would make a turn a question of its own."""
_OPERATIONS: dict[Operation, frozenset[str]] = {
    Operation.COUNT: frozenset({"ask.count"}),
    Operation.SUM: frozenset({"agg.sum", "ask.amount", "ask.extent"}),
    Operation.MEAN: frozenset({"agg.mean", "ask.amount", "ask.extent"}),
    Operation.MEDIAN: frozenset({"agg.median", "ask.amount", "ask.extent"}),
    Operation.EXISTS: frozenset({"ask.exists"}),
    Operation.SHARE: frozenset({"op.share", "op.percent", "ask.extent"}),
    Operation.RATIO: frozenset({"op.ratio"}),
    Operation.PARTS: frozenset({"ask.parts"}),
}
_MEASURES: dict[Measure, frozenset[str]] = {
    Measure.BUDGET: frozenset({"ask.amount", "ask.extent"}),
    Measure.CHANGE: frozenset({"ask.amount", "ask.extent", "move.change", "move.amount", "move.up", "move.down"}),
    Measure.CHANGE_RATE: frozenset({"move.rate", "move.change", "move.up", "move.down", "op.percent", "ask.extent"}),
}
_FACETS: dict[Facet, frozenset[str]] = {
    Facet.DIVISION: frozenset({"ask.who"}),
    Facet.SUMMARY: frozenset({"ask.describe"}),
    Facet.CATEGORY: frozenset({"ask.category"}),
    Facet.NUMBER: frozenset({"ask.number"}),
}
_AMONG = re.compile(
    r"^[、,\s]*(?:じゃあ?|では|で)?[、,\s]*(?:うち|内|中で)|さらに|更に|加えて|その上で|そこから|そっから|かつ"
)
_EXCLUDES = frozenset({"neg.except"})
_HEAD = re.compile(r"事業|施策|制度")
_EXCLUDED_GAP = re.compile(
    r"[\sのをはもと、や・,]*(?:と|や|および|及び)?[\sのをはも]*(?:の?(?:事業|もの|やつ|分))?[をはも]?\s*"
)


def asks(turn: Followup) -> frozenset[str]:
    """What the turn asks that the last question did not ask already."""
    own = {c for c in turn.frame.scan.concepts if c.startswith(_ASKS) and c not in _SOFT}
    rows = turn.frame.named(*TABLE_KINDS)
    if len(rows) == 1 and turn.last.operation is Operation.SHOW:
        own.discard("agg.sum")  # «特会の計»: the row is its sum
    if rows and turn.last.measure is not Measure.BUDGET:
        own -= {"op.percent", "move.rate", "ask.extent"}  # «貿易振興課のほうはパーセントで» after a change
    if all(_of_an_account(turn.frame, span) for span in turn.frame.scan.all("agg.sum")):
        own -= {"agg.sum"}
    return frozenset(own - _asked(turn.last))


def _of_an_account(frame: Frame, total: Span) -> bool:
    """«特別会計の計だけ»: the account's row is its sum."""
    before = (span for span in frame.scan.names if span.names[0].kind in {Kind.ACCOUNT, Kind.DEPARTMENT})
    return any(frame.text[span.end : total.start] in {"", "の"} for span in before)


def _asked(last: Query) -> frozenset[str]:
    """The concepts that ask what the last question asked."""
    if last.operation in {Operation.SHOW, Operation.LIST}:
        facets: set[str] = set().union(*(_FACETS.get(facet, frozenset()) for facet in last.facets))
        amounts = Facet.AMOUNT in last.facets
        return frozenset(facets | (_MEASURES[last.measure] if amounts and not facets else set()))
    return _OPERATIONS.get(last.operation, frozenset())


def is_fragment(turn: Followup) -> bool:
    """The turn names things, periods or conditions, and asks nothing of its own."""
    frame = turn.frame
    own = asks(turn)
    if turn.draft is not None and turn.draft.operation is Operation.CHECK:
        return False  # «前年度より増えた?» is a question of its own
    if frame.has("noun.project", "noun.division") and not frame.has("ref.correct", "ref.instead", "ref.narrow"):
        return False
    if frame.has("noun.budget") and not (frame.timing.periods or frame.timing.base):
        return not own and frame.has("ref.correct", "ref.narrow")
    return not own


_IN_AMOUNTS = re.compile(
    r"(?:じゃあ?|では)?[、\s]*(?:差額|増減額|実額)(?:だと|では|で(?:申|言|い|お|$|[?。、])|なら|に(?:すると|して))"
)
_ITS_AMOUNT = re.compile(
    r"(?:じゃあ?|では)?[、\s]*(?:差額|増減額|実額)(?:は|も|って)?(?:いくら|どのくらい|どれくらい)?(?:です|でしょう|か)*[?。\s]*"
)


def wants_amounts(frame: Frame) -> bool:
    """«差額で» after a change or its rate: the change in yen."""
    last = frame.context.queries[-1].measure if frame.context.queries else None
    if last is Measure.CHANGE_RATE and _ITS_AMOUNT.fullmatch(frame.text.strip()):
        return True  # «差額は» after a rate; after an amount it is that of two
    return _IN_AMOUNTS.match(frame.text) is not None


_EACH = re.compile(r"それぞれ|各々|おのおの|(?<![一-鿿])各(?:[増減]|予算|金?額|前年|率|件数|担当)")
_OVER_SOMETHING = re.compile(r"の(?:約)?(?:何|なん)(?:%|割|パーセント)")


def each_apart(frame: Frame) -> bool:
    """«それぞれ前年度は»: of each for itself."""
    return _EACH.search(frame.text) is not None


def over_something(frame: Frame) -> bool:
    """«…の何%»: a share of what is said before, not a rate of change."""
    return _OVER_SOMETHING.search(frame.text) is not None


def adds(frame: Frame) -> bool:
    """«そのうち», «さらに»: what is said narrows further, beside what was said before."""
    return frame.has("ref.those") or bool(_AMONG.search(frame.text))


def names_rows(frame: Frame) -> bool:
    return bool(frame.divisions or frame.accounts or frame.projects or frame.nodes or frame.outlines)


def has_rows(draft: Draft | None) -> bool:
    """The draft says itself which rows it is about."""
    rows = draft.selection if draft else None
    return rows is not None and (bool(rows.subjects) or rows.scope is not Scope.NAMED)


def named(turn: Followup) -> tuple[Named, ...]:
    """Single things the turn names or describes."""
    draft = turn.draft
    if only_does(turn.frame):
        return ()
    if draft and draft.selection and draft.selection.scope is Scope.NAMED and draft.selection.subjects:
        return tuple(n for n in draft.selection.subjects if is_said_of(turn.frame, n))
    found = said_subjects(turn.frame)
    return tuple(n for n in found if is_said_of(turn.frame, n)) if isinstance(found, tuple) else ()


def is_headless(turn: Followup) -> bool:
    """«新しくできたのある?», «1億円以上は何件?»: conditions whose noun is left unsaid: of what was spoken of."""
    frame = turn.frame
    said = frame.categories or frame.not_categories or frame.bounded_amounts or frame.extra
    conditional = bool(said) or frame.has("flag.joint")
    if not conditional or names_rows(frame) or frame.topic or frame.says_department:
        return False
    return not (_HEAD.search(frame.text) or (frame.has("noun.division") and not frame.extra))


def conditions(turn: Followup) -> tuple[Condition, ...]:
    """Everything the turn says that narrows a set of projects; words left out become the projects they describe."""
    excluded = excluded_projects(turn)
    if not excluded:
        return turn.frame.project_conditions()
    return (*turn.frame.project_conditions(topic=False), Except(excluded))


def excluded_projects(turn: Followup) -> tuple[Named, ...]:
    """«融資と信用補完は抜いて»: of the projects spoken of, those that the words before «抜いて» describe."""
    frame = turn.frame
    words = _excluded_words(frame)
    if not words or len(words) != len(frame.scan.words):
        return ()
    spoken_of = {named.key for named in turn.results} if turn.last.selection.scope in PROJECT_SETS else set()
    found: list[Named] = []
    for word in words:
        by_name = frame.topics.named(word.in_names)
        fitting = by_name or frame.topics.named(word.in_texts)
        among = tuple(n for n in fitting if n.key in spoken_of)
        found.extend(among or fitting)
    return tuple(dict.fromkeys(found))


def _excluded_words(frame: Frame) -> tuple[Word, ...]:
    """The words right before a negation, joined to it by particles alone."""
    negations = [span for span in frame.scan.spans if _EXCLUDES.intersection(span.concepts)]
    found: list[Word] = []
    for negation in negations:
        end = negation.start
        for word in reversed([w for w in frame.scan.words if w.end <= negation.start]):
            if not _EXCLUDED_GAP.fullmatch(frame.text, word.end, end):
                break
            found.append(word)
            end = word.start
    return tuple(reversed(found))


_OF_THOSE = re.compile(r"^(?:では|じゃあ?)?[、,\s]*(?:その|この|それらの?|これらの?)(?:うち|中|なか)")
_ELIDED = re.compile(r"課の(?:が|は|も|と)|(?:ほか|他|別)の課|その|この(?!資料|文書|県|部|予算書|年)")


_ITS_OTHER = re.compile(r"との?(?:予算|額|金額)?の?(?:差|違い|開き|比較|比べ|くらべ)")
_THERE_TOO = re.compile(r"(?:に|で)も(?:ある|あり|あん|やって|やる|いる)")
"""«県外にもあるの?»: whatever was spoken of."""
_MOVED_WHERE = re.compile(r"(?:とこ|ところ)(?:は|って|ある|も)*(?:どこ)?(?:です|なの|の|か)*[?。\s]*$")
"""«増えたとこどこ»: of all divisions."""
_BY_WHAT = re.compile(
    r"(?:課|担当課?|区分|戦略|柱|会計)(?:別|ごと|毎)(?:に(?:して|する|すると|見|み|分けて)?|は|で|だと)?[?。\s]*"
)


_NEXT_TO_IT = re.compile(r"の?次に(?:大き|多|高|小さ|少な|低|安)")
_IN_ITS_PLACE = re.compile(r"(?:だと|では|なら|だったら|で)[?。\s]*$")


_WHAT_IT_RUNS = re.compile(
    r"^(?:では|じゃあ?|それでは)?、?(?:担当|所管)(?:して(?:い|お)?る|する|してます)(?:主要)?事業"
)
"""«担当している主要事業は» after a division: its own."""


def half_a_pair(frame: Frame, draft: Draft) -> bool:
    """«貿易振興課との差は»: of two things, one is said."""
    rows = draft.selection
    single = rows is not None and len(rows.subjects) == 1 and rows.scope is Scope.NAMED
    showing = draft.operation is Operation.SHOW and draft.measure is Measure.BUDGET
    apart = _ITS_OTHER.search(frame.text) or _NEXT_TO_IT.search(frame.text)
    return single and showing and bool(apart)


_OF_NOTHING = {False: frozenset({"noun.thing"}), True: frozenset({"noun.thing", "noun.budget"})}
"""Nouns that do not say of what; where the last question was not understood, «いちばん予算ついてるのは» neither."""


def leans(frame: Frame, draft: Draft) -> bool:
    """«そのうち一番大きいのは», «増えたのは», «どの課のが多い»: of something said before, which a turn alone is not."""
    rows = draft.selection
    single = rows is not None and len(rows.subjects) == 1 and rows.scope is Scope.NAMED
    bare = single and not any(c.startswith((*_ASKS, "noun.budget", "noun.project")) for c in frame.scan.concepts)
    if frame.context.adrift and bare and _IN_ITS_PLACE.search(frame.text):
        return True  # «部では»: in the place of something in a question that was not understood
    if frame.context.adrift and _BY_WHAT.fullmatch(frame.text.strip()):
        return True
    if _THERE_TOO.search(frame.text) and not frame.has("noun.project", "noun.thing", "ask.list"):
        return True
    if _WHAT_IT_RUNS.match(frame.text) and not names_rows(frame):
        return True
    if (frame.context.choices and adds(frame)) or _OF_THOSE.match(frame.text):
        return True
    if rows is None or rows.scope is Scope.NAMED or rows.subjects or frame.topic:
        return False
    said = ("noun.", "by.", "flag.")
    of_what = (
        names_rows(frame)
        or frame.says_department
        or any(c.startswith(said) for c in frame.scan.concepts - _OF_NOTHING[frame.context.adrift])
    )
    if _MOVED_WHERE.search(frame.text) and frame.about_change:
        return False
    return not (of_what or _HEAD.search(frame.text)) or adds(frame) or bool(_ELIDED.search(frame.text))


def narrowed(rows: Selection, new: tuple[Condition, ...], *, add: bool) -> Selection:
    """The rows with further conditions; one of a kind takes the place of the last of its kind, unless it is added."""
    kept = rows.conditions if add else tuple(c for c in rows.conditions if not any(_supersedes(n, c) for n in new))
    return replace(rows, conditions=tuple(dict.fromkeys((*kept, *new))))


def _supersedes(new: Condition, old: Condition) -> bool:
    """«雇用対策課» after «貿易振興課»; «貿易振興課以外» after «貿易振興課»."""
    if opposite(new, old):
        return True  # «雇用対策課は» after «雇用対策課以外»
    if type(new) is not type(old) or leaves_out(old):
        return False
    if isinstance(new, (InDivisions, InCategory, InPolicy)) and new.negated:
        return replace(new, negated=False) == old
    return not leaves_out(new)


def opposite(new: Condition, old: Condition) -> bool:
    """The old condition leaves out just what the new one asks for."""
    match old, new:
        case InDivisions(negated=True), InDivisions(negated=False):
            return set(old.divisions) <= set(new.divisions)
        case InCategory(negated=True), InCategory(negated=False):
            return set(old.categories) <= set(new.categories)
        case InPolicy(negated=True), InPolicy(negated=False):
            return set(old.nodes) <= set(new.nodes)
        case About(negated=True), About(negated=False):
            return set(old.topics) <= set(new.topics)
        case _:
            return False


def leaves_out(condition: Condition) -> bool:
    """Says what the rows are not."""
    return isinstance(condition, Except) or bool(getattr(condition, "negated", False))


def unplaced(rows: Selection) -> Selection:
    """«全体では»: the rows wherever they belong."""
    kept = tuple(c for c in rows.conditions if not isinstance(c, (InDivisions, InPolicy)))
    return replace(rows, conditions=kept)


def kinds(things: tuple[Named, ...]) -> frozenset[Kind]:
    return frozenset(thing.kind for thing in things)
