"""Which rows a plural question ranges over: the scope, its conditions, its order and window."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.numbers import NumberKind, NumberMention
from nlp.once import once
from nlp.query import (
    AmountRange,
    Beyond,
    Condition,
    Direction,
    Except,
    HasProjects,
    InPolicy,
    Kind,
    Level,
    Measure,
    Moved,
    Named,
    Order,
    RateRange,
    Scope,
    Selection,
    UnderHeading,
)

_SPECIAL = re.compile(r"特別会計|特会")
_WINDOW = (NumberKind.TOP, NumberKind.BOTTOM, NumberKind.TAKE, NumberKind.NTH, NumberKind.OF, NumberKind.COUNT)


@once
def scope(frame: Frame) -> Scope | None:
    """What kind of row is meant, or None where nothing says it."""
    counted = "".join(frame.text[n.start : n.end] for n in frame.scan.numbers(*_WINDOW))
    if frame.has("noun.pillar") and not frame.nodes and "事業" not in frame.text:
        return Scope.POLICY
    if _level_said(frame) and "事業" not in frame.text:
        return Scope.POLICY
    lower = any(node.kind is not Kind.PILLAR for node in frame.nodes)
    if frame.has("flag.partial") or (frame.has("noun.outline") and not frame.has("noun.division") and not lower):
        return Scope.OUTLINE
    if frame.has("flag.relisted") and frame.has("ask.count") and "行" in frame.text:
        return Scope.LISTINGS
    if (
        frame.counts_relisted
        and (frame.speaks_of_projects or frame.nodes or frame.has("ask.list", "ask.all", "ask.which"))
        and not frame.has("agg.sum", "agg.mean", "agg.median")
    ):
        return Scope.LISTINGS
    if frame.means_lines:
        return Scope.BREAKDOWNS
    if any(isinstance(condition, UnderHeading) for condition in frame.extra):
        # Projects where they are spoken of; else whatever the outline has there, as it has it.
        return Scope.PROJECTS if frame.speaks_of_projects or "事業" in frame.text else Scope.OUTLINE
    if frame.speaks_of_projects or "事業" in counted or _project_costs_summed(frame):
        return Scope.PROJECTS
    if _speaks_of_divisions(frame) or "課" in counted or _which_division(frame):
        return Scope.TABLE if _with_special(frame) else Scope.DIVISIONS
    if frame.has("noun.account", "by.account"):
        return Scope.ACCOUNTS
    if frame.has("noun.pillar", "by.pillar") and not frame.nodes:
        return Scope.POLICY
    if frame.topic or frame.nodes:
        return Scope.PROJECTS
    measured = next((c.of for c in frame.extra if isinstance(c, Beyond) and isinstance(c.of, Named)), None)
    if measured is not None and measured.kind in _PEERS:
        return _PEERS[measured.kind]
    if _SPECIAL.search(frame.text) and len(frame.accounts) == 1 and not frame.divisions:
        return Scope.SPECIAL_ACCOUNTS
    if frame.skipped:
        return Scope.PROJECTS
    if frame.bounded_amounts and (frame.divisions or not (frame.scan.names or frame.says_department)):
        return Scope.PROJECTS
    return None


_LEVELS = {"noun.section": Kind.SECTION, "noun.part": Kind.PART}


def _level_said(frame: Frame) -> Kind | None:
    """«戦略2の小項目»: what stands so far below."""
    return next((kind for concept, kind in _LEVELS.items() if frame.has(concept)), None)


def _speaks_of_divisions(frame: Frame) -> bool:
    """«課», «各課»; «担当は何課» asks for one, and ranges over none."""
    nouns = frame.scan.all("noun.division")
    return frame.has("by.division") or any(
        "ask.who" not in span.concepts or ("ask.count" in span.concepts and asks_how_many(frame)) for span in nouns
    )


_WHICH_DIVISION = re.compile(r"(?:何|なん|なに)課")
_HOW_MANY_DIVISIONS = re.compile(
    r"(?:何|なん)課(?:が|も|ほど|くらい|ぐらい)?(?:あ[るりっ]|増|減|以上|以下|未満|超|が[増減])"
)


def asks_how_many(frame: Frame) -> bool:
    """«担当は何課» asks which; «減ったのは何課ある» how many."""
    counted = [frame.text[span.start : span.end] for span in frame.scan.all("ask.count")]
    if any(not _WHICH_DIVISION.search(said) for said in counted):
        return True
    if counted and frame.speaks_of_projects and not direction(frame):
        return False  # «…の事業は何課が持っている»: which
    if not counted or _HOW_MANY_DIVISIONS.search(frame.text):
        return bool(counted)
    return bool(direction(frame) or frame.bounded_amounts) and not frame.scan.words


_PEERS = {Kind.DIVISION: Scope.DIVISIONS, Kind.PROJECT: Scope.PROJECTS, Kind.ACCOUNT: Scope.SPECIAL_ACCOUNTS}


def _project_costs_summed(frame: Frame) -> bool:
    """«課の事業費を全部足すと»: its projects, not its row."""
    return bool(frame.divisions) and frame.has("agg.sum") and "事業費" in frame.text


def _which_division(frame: Frame) -> bool:
    """«最も予算の多い課はどこ»: no project is spoken of, so the division is what is looked for."""
    looked_for = (
        frame.about_change
        or bool(frame.bounded_amounts)
        or any(isinstance(condition, HasProjects) for condition in frame.extra)
        or frame.has(
            "rank.most", "rank.least", "rank.order", "rank.descending", "rank.ascending", "size.big", "size.small"
        )
    )
    return (
        looked_for
        and any("課" in frame.text[span.start : span.end] for span in frame.scan.all("ask.who"))
        and not frame.scan.words
        and not frame.projects
    )


def _with_special(frame: Frame) -> bool:
    return bool(_SPECIAL.search(frame.text)) and not frame.named(Kind.ACCOUNT, negated=True)


def selection(
    frame: Frame,
    wanted: Scope,
    *,
    order: Order | None = None,
    start: int = 1,
    limit: int | None = None,
    moved: Direction | None = None,
) -> Selection:
    """The rows of a scope with everything said that narrows them."""
    if wanted in {Scope.PROJECTS, Scope.LISTINGS, Scope.BREAKDOWNS}:
        conditions = frame.project_conditions()
    elif wanted is Scope.OUTLINE:
        conditions = frame.project_conditions(topic=bool(frame.topic))
    elif wanted is Scope.POLICY:
        above = (InPolicy(frame.nodes),) if frame.nodes else ()
        conditions = (Level(_level_said(frame) or Kind.PILLAR), *above, *frame.bounded_amounts, *frame.extra)
    else:
        conditions = _table_conditions(frame, moved)
        named = (*frame.divisions, *frame.accounts)
        if len(named) > 1:
            # «AとBとCを多い順に»: among those named, not all.
            return Selection(Scope.NAMED, named, conditions, order, start, limit)
    if frame.skipped:
        order, start = order or Order(by=Measure.BUDGET), start + frame.skipped
    return Selection(wanted, (), conditions, order, start, limit)


def _table_conditions(frame: Frame, moved: Direction | None) -> tuple[Condition, ...]:
    found: list[Condition] = []
    excluded = frame.named(Kind.DIVISION, Kind.ACCOUNT, negated=True)
    if excluded:
        found.append(Except(excluded))
    found.extend(frame.extra)
    found.extend(of_change(amount, moved) if changed_by(frame) else amount for amount in frame.bounded_amounts)
    if moved is not None:
        found.extend(
            _rate_range(number.low_permille, number.high_permille, number.inclusive, moved)
            for number in frame.scan.numbers(NumberKind.PERCENT)
            if number.bounded
        )
        found.append(Moved(moved))
    return tuple(found)


_CHANGED_BY = re.compile(
    r"(?:以上|以下|未満|超|超え|台|前後|より多く|上回)[^。の]{0,2}?(?:増|減|伸|落|下が|上が|積|削|アップ|ダウン|の変動)"
)


_MOVES = frozenset({"move.up", "move.down", "move.changed", "move.change"})
_ITS_SIZE = re.compile(r"(?:た|る)?(?:の)?(?:額|幅|金額|分)?(?:が|は|で|も|の)?\s*")
_STRAIGHT = re.compile(r"[のもに、だけ]*")


def changed_by(frame: Frame) -> bool:
    """«10億円以上減った»: the amount is of the change, not of the budget."""
    if _CHANGED_BY.search(frame.text):
        return True
    if any(
        _ITS_SIZE.fullmatch(frame.text, move.end, amount.start)
        for move in frame.scan.all(*_MOVES, "move.amount")
        for amount in frame.scan.spans
        if amount.amount
    ):
        return True  # «減少額が1億円を超える課»
    moves = [span.start for span in frame.scan.spans if any(c in _MOVES for c in span.concepts)]
    ends = [span.end for span in frame.scan.spans if span.amount and not span.amount.is_exact]
    return any(_STRAIGHT.fullmatch(frame.text, end, start) for end in ends for start in moves if start >= end)


def of_change(amount: AmountRange, moved: Direction | None) -> AmountRange:
    if moved is not Direction.DOWN:
        return amount
    low, high = amount.low_thousand_yen, amount.high_thousand_yen
    return AmountRange(
        None if high is None else -high, None if low is None else -low, amount.high_inclusive, amount.low_inclusive
    )


def _rate_range(low: int | None, high: int | None, inclusive: bool, moved: Direction) -> RateRange:
    """«20%以上減った» is a rate of -20% or less."""
    if moved is Direction.DOWN:
        return RateRange(None if high is None else -high, None if low is None else -low, inclusive, inclusive)
    return RateRange(low, high, inclusive, inclusive)


_WHICH_CHANGED = re.compile(r"(?:変わった|変化した|動いた|変動した)(?:課|特別会計|会計|ところ|の(?:は|って))")


@once
def direction(frame: Frame) -> Direction | None:
    """Which way the question says figures moved."""
    if frame.has("move.changed") or _WHICH_CHANGED.search(frame.text):
        return Direction.CHANGED
    if frame.has("move.flat"):
        return Direction.FLAT
    up, down = frame.has("move.up"), frame.has("move.down")
    if up != down:
        return Direction.UP if up else Direction.DOWN
    return None


@once
def measure(frame: Frame) -> Measure:
    """What is measured: the budget, unless the question speaks of change or its rate."""
    versus = frame.has("move.versus") or bool(_AGAINST.search(frame.text))
    if not frame.about_change and not (frame.timing.base and versus):
        return Measure.BUDGET
    if frame.has("move.rate", "op.percent") and not _amount_rather(frame):
        return Measure.CHANGE_RATE
    return Measure.CHANGE


_AGAINST = re.compile(r"対(?=前年|昨年|去年|令和|元年|r[0-9]|[0-9]{1,2}月)")


def _amount_rather(frame: Frame) -> bool:
    beside = frame.has("rank.most", "rank.least") and _RATE_BESIDE.search(frame.text)
    return frame.has("move.amount") and (bool(beside) or not frame.has("move.rate"))


_RATE_BESIDE = re.compile(
    r"(?:と|・|、|も)(?:その)?(?:減少|増減|増加|伸び)?率(?:は|を|も)?(?:いくら|です|か)*[?。\s]*$"
)
"""«減額幅トップの課とその率»: ranked by the amount."""


def order(frame: Frame, by: Measure) -> Order:
    """The direction of a ranking by a measure."""
    if frame.near is not None:
        return Order(descending=False, by=by, near=frame.near)
    if run := _END_TO_END.search(frame.text):
        return Order(descending=not re.search(r"少|小|低|安|下|最小|ビリ", run.group().partition("から")[0]), by=by)
    ascending = frame.has("rank.least", "rank.ascending") or bool(frame.scan.numbers(NumberKind.BOTTOM))
    if not ascending and not frame.has("rank.descending", "size.big"):
        ascending = frame.has("size.small")
    moved = direction(frame)
    if by is Measure.CHANGE_RATE and (signed := _SIGNED_RATE.search(frame.text)):
        return Order(descending=signed["end"] in "高大", by=by)
    if by is not Measure.BUDGET and moved is Direction.DOWN:
        # «最も減った»: the most negative first; «減少が最も小さい» the least negative.
        mildest = frame.has("rank.least") and not _WORST.search(frame.text)
        from_below = frame.has("rank.ascending", "size.small") and not _WORST.search(frame.text)
        return Order(descending=mildest or from_below, by=by)
    if by is not Measure.BUDGET and moved in {None, Direction.CHANGED}:
        least = frame.has("move.change") and frame.has("size.small") and by is Measure.CHANGE  # «増減の小さい»
        by_size = (least or not ascending) and frame.has("rank.most") and not _SIGNED.search(frame.text)
        return Order(
            descending=not ascending,
            by=by,
            magnitude=by_size,
        )
    return Order(descending=not ascending, by=by)


_SIGNED_RATE = re.compile(r"増減率(?:の|が|で)(?:一番|いちばん|最も|もっとも)?(?P<end>[高大低小])")
"""«増減率の低い順»: the largest fall is the lowest, whichever way the rows moved."""
_WORST = re.compile(r"悪い|ワースト|ビリ|びり|最下位|ドベ")
"""Of a fall the worst is the largest, not the least."""
_SIGNED = re.compile(r"伸び|増加|増え")
"""«伸び率» is signed: its top is the largest growth, its bottom the largest fall."""
_LARGEST = re.compile(r"最大|最高|最多|トップ|首位")
_SMALLEST = re.compile(r"(?:一番|いちばん|最も|もっとも)(?:小さ|少な|安|低)|最小|最低|最少|最下位|ワースト|ビリ")


@once
def both_ends(frame: Frame) -> bool:
    """«最大と最小», «一番多い課と少ない課»: the two ends of one ranking."""
    if _END_TO_END.search(frame.text):
        return False
    large = frame.has("size.big") or bool(_LARGEST.search(frame.text))
    # «落ち込みが激しい課、ワースト3»: of a fall the worst is the largest.
    text = _WORST.sub("", frame.text) if direction(frame) is Direction.DOWN else frame.text
    small = frame.has("size.small") or bool(_SMALLEST.search(text))
    return large and small


Window = tuple[int, int | None]
"""First rank and number of rows: «上位5» (1, 5), «3番目» (3, 1), «2番目から5番目» (2, 4), «順に» (1, None)."""


def windows(frame: Frame) -> tuple[Window, ...]:
    """Every window asked for: «1位と3位» are two, «一番大きいのと2番目» one of two rows."""
    ranks = frame.scan.numbers(NumberKind.NTH)
    if _END_TO_END.search(frame.text):
        return ((1, None),)
    if not ranks or frame.scan.numbers(NumberKind.TOP, NumberKind.BOTTOM, NumberKind.TAKE):
        return (window(frame),)
    found = [_window_of(number) for number in ranks]
    if not any(number.through is not None for number in ranks) and _first_is_said_too(frame, ranks[0]):
        found.insert(0, (1, 1))
    merged: list[Window] = []
    for start, limit in dict.fromkeys(found):
        before = merged[-1] if merged else None
        if before is not None and before[1] is not None and limit is not None and before[0] + before[1] == start:
            merged[-1] = before[0], before[1] + limit
        else:
            merged.append((start, limit))
    return tuple(merged)


_ENDMOST = r"(?:一番|いちばん|最も|もっとも|最大|最小|最多|最少|トップ|首位|最下位|ビリ|1位)"
_END_TO_END = re.compile(rf"{_ENDMOST}(?P<first>[^。?]{{0,16}}?)から[^。?]{{0,4}}{_ENDMOST}[^。?]{{0,14}}?まで")
"""«一番多い課から一番少ない課まで»: all of them, in that order."""


def _window_of(number: NumberMention) -> Window:
    if number.through is None:
        return number.value, 1
    return number.value, number.through - number.value + 1 if number.through else None


def _first_is_said_too(frame: Frame, number: NumberMention) -> bool:
    """«一番大きいのと2番目»; of «ワースト2位» the first word only tells the direction."""
    most = frame.scan.all("rank.most", "rank.least")
    return any(
        span.end != number.start and not _KNOWN.search(frame.text, span.end, max(span.end, number.start))
        for span in most
    )


_KNOWN = re.compile(r"知って|分かって|わかって|判って|承知|見たから|いいから|以外")
"""«一番でかいのは分かってる。2番目は»: the first is not asked for."""


_AMONG_ALL = re.compile(r"の?(?:課|部署|会計|戦略|柱|事業)?の?(?:中|うち|なか|あいだ|間)?[でに](?!並)")
"""«六つの課で最も少ないのは»: of how many, not how many."""


def window(frame: Frame) -> Window:
    """The first window asked for."""
    top = next(iter(frame.scan.numbers(NumberKind.TOP, NumberKind.BOTTOM, NumberKind.TAKE)), None)
    if top:
        return 1, top.value
    if frame.nth():
        return windows(frame)[0]
    count = next((n for n in frame.scan.numbers(NumberKind.COUNT) if not _AMONG_ALL.match(frame.text, n.end)), None)
    if count and frame.has("rank.most", "rank.least", "rank.descending", "rank.ascending", "size.big", "size.small"):
        return 1, count.value
    if frame.has("rank.order", "rank.descending", "rank.ascending") and not frame.has("rank.most", "rank.least"):
        return 1, None
    return 1, 1
