"""What a turn points at: «その課», «その事業», «前者», «上のやつ»."""

from __future__ import annotations

import re

from nlp.carried import Followup, whole
from nlp.query import Category, Condition, InCategory, InDivisions, Kind, Named, Operation, Scope, Selection
from nlp.reading import Exchange

_PLACE = re.compile(r"(?:そこ|そちら|そっち|ここ)(?=の|は|が|って|で|、|,|\?|$|に|他|ほか)")
"""«そこの予算は»: the division that was just spoken of, where one was."""
_WHOSE_WHOLE = re.compile(
    r"(?:^|[^一-鿿])(?:その|同じ|同|所管|担当|所属)?課(?:全体)?の?(?:当初)?(?:予算|計|全体|(?:主要)?事業の?(?:計|合計|総額|全体)|(?=何|なん))"
)
"""«課の予算に占める割合»: of the division in charge."""
_ITS_BUDGET = re.compile(
    r"(?:(?:担当|所管|所属)(?:する|して(?:い)?る)?|受け持(?:つ|って(?:い)?る)|やって(?:い)?る|抱える)課(?:の|全体の?(?=予算|当初|[去前昨今]年|[0-9]+月|総額|合計|増減|$|は|だと|で|では))"
    r"(?:[去前昨今本]年度?の?)?(?:当初|[0-9]*月?の?現計)?の?(?:予算|総額|合計額?|$|は|だと|では|で)"
)
_RUNNING_IT = re.compile(
    r"(?:それ|これ|その事業|この事業|そこ|当該事業)?(?:を|の)?(?:受け持つ|受け持って(?:い)?る|担当(?:する|して(?:い)?る)|所管(?:する|して(?:い)?る)|持って(?:い)?る|やって(?:い)?る)"
    r"課(?:全体|自体|そのもの)?(?:の|は|だと|で)"
)
"""«その事業を受け持つ課の当初予算»."""
BACK_TO_IT = re.compile(r"(?:戻って|戻ると|戻し?て)、?(?:その|担当|所管)?課(?:の|は|、|で|に|全体)")
_OF_THE_DIVISION = re.compile(
    r"^(?:じゃあ?|では|で)?[、,\s]*課(?:として)?の(?=去年|前年|昨年|今年|予算|増減|率|[0-9]+月)"
)
_DIVISION_WHOLE = re.compile(r"(?<![一-鿿])課全体|^課(?:の)?(?:計|合計|総額)[?。\s]*$")
"""«課全体の去年は», «課計» after a project or its division."""
_EARLIER_DIVISION = re.compile(r"(?:さっき|先ほど|さきほど|前|最初|はじめ)の課")
_WHAT_DIVISION = re.compile(r"(?:何を|なにを|どんな(?:こと|事業)を?|何|なに)(?:し|や)(?:て|っ)[^。]{0,4}課")
_FORMER = re.compile(
    r"前者|一つ目|1つ目|ひとつ目|(?:最初|はじめ|先|(?<!以)上|一番上|いちばん上)の(?:やつ|もの|方|ほう|事業|課|奴|の|(?=は|って|\?|$))"
)
_LATTER = re.compile(
    r"後者|(?:最後|(?<!以)下|(?<![前午今以背])後|あと|一番下|いちばん下)の(?:やつ|もの|方|ほう|事業|課|奴|の|(?=は|って|\?|$))"
)
_MIDDLE = re.compile(r"真ん中の|まんなかの|間のやつ")
_PAIR = 2


def spoken(exchange: Exchange) -> tuple[Named, ...]:
    """What a turn was about, where that is single things and not a set: its subjects, or the few rows it found."""
    query = exchange.queries[-1]
    if query.selection.subjects:
        return query.selection.subjects
    few = query.selection.limit is not None or query.selection.scope not in {Scope.PROJECTS, Scope.LISTINGS}
    return exchange.results if few else ()


def places_division(turn: Followup) -> bool:
    """Whether the turn points at a division: «その課», «同じ課»; «そこ» where a division was spoken of."""
    frame = turn.frame
    if frame.has("ref.same_division") or _WHAT_DIVISION.search(frame.text) or _ITS_BUDGET.search(frame.text):
        return True
    if BACK_TO_IT.search(frame.text) or (_RUNNING_IT.search(frame.text) and frame.has("noun.budget", "ask.amount")):
        return True
    if _OF_THE_DIVISION.search(frame.text) or _EARLIER_DIVISION.search(frame.text):
        return True
    single = len(turn.results or turn.last.selection.subjects) == 1
    if single and _DIVISION_WHOLE.search(frame.text):
        return True
    if _WHOSE_WHOLE.search(frame.text) and frame.has("op.share", "op.percent", "op.ratio", "op.difference"):
        return True
    shown = turn.context.results[:1] or turn.last.selection.subjects[:1]
    return bool(_PLACE.search(frame.text)) and bool(shown) and shown[0].kind is Kind.DIVISION


def in_charge(turn: Followup) -> tuple[Named, ...]:
    """«その課»: the division last shown or spoken of, else the one that runs what was spoken of; empty if not one."""
    if _EARLIER_DIVISION.search(turn.frame.text):
        spoken_of = [n for e in turn.exchanges for n in (*e.queries[-1].selection.subjects, *e.results)]
        return tuple(n for n in spoken_of if n.kind is Kind.DIVISION)[:1]
    narrowed = [c for c in turn.last.selection.conditions if isinstance(c, InDivisions) and not c.negated]
    said: tuple[tuple[Named, ...], ...] = (
        turn.context.results,
        turn.last.selection.subjects,
        turn.last.other.subjects if turn.last.other else (),
        tuple(named for condition in narrowed for named in condition.divisions),
    )
    for group in said:
        divisions = tuple(dict.fromkeys(named for named in group if named.kind is Kind.DIVISION))
        if divisions:
            return divisions
    for group in (turn.context.results, turn.last.selection.subjects):
        entries = [turn.frame.lexicon.entry(each) for each in group if each.kind is Kind.PROJECT]
        run_by = {entry.divisions for entry in entries if entry}
        if run_by:
            return run_by.pop() if len(run_by) == 1 else ()
    return ()


def project(turn: Followup) -> Named | None:
    """«その事業»: the one project last shown or spoken of."""
    for group in (turn.results, turn.last.selection.subjects, *(spoken(e) for e in turn.exchanges)):
        projects = [named for named in group if named.kind is Kind.PROJECT]
        if projects:
            return projects[0] if len(projects) == 1 else None
    return None


_SAME_CATEGORY = re.compile(r"(?:同じ|同)区分(?:の(?:中|なか|うち))?(?:で|の|から)?")


def same_category(turn: Followup) -> tuple[InCategory, tuple[int, int]] | None:
    """«同じ区分の»: that of the project spoken of, and where the turn says so."""
    one, said = project(turn), _SAME_CATEGORY.search(turn.frame.text)
    entry = turn.frame.lexicon.entry(one) if one and said else None
    if said is None or entry is None:
        return None
    return InCategory((entry.category or Category.CONTINUED,)), said.span()


def one_of_them(turn: Followup) -> Named | None:
    """«前者», «最後のやつ»: one of the rows last shown or asked about, else of the last two things spoken of."""
    text = turn.frame.text
    if _FORMER.search(text) and _LATTER.search(text):
        return None  # «前者-後者»: both
    position = 0 if _FORMER.search(text) else -1 if _LATTER.search(text) else None
    if position is None and not _MIDDLE.search(text):
        return None
    groups = (turn.results, turn.last.selection.subjects, listed(turn))
    several = next((group for group in groups if len(group) >= _PAIR), ())
    if "者" in text or not several:
        two = _last_two(turn)
        return two[position] if two and position is not None else None
    if position is None:
        return several[len(several) // 2] if len(several) % 2 else None
    return several[position]


def pointing_at_one(turn: Followup) -> tuple[tuple[int, int], ...]:
    """Where the turn says which of them."""
    found = [pattern.search(turn.frame.text) for pattern in (_FORMER, _LATTER, _MIDDLE)]
    return tuple((match.start(), match.end()) for match in found if match)[:1]


def listed(turn: Followup) -> tuple[Named, ...]:
    """The rows last listed, as long as what was asked since was about them: «2番目のやつ» is as listed."""
    since: set[Named] = set()
    rows = None
    for exchange in turn.exchanges:
        query = exchange.queries[-1]
        if query.selection.scope is Scope.DIVISIONS:
            return ()  # as large as, not as listed
        if query.operation in {Operation.LIST, Operation.EXISTS, Operation.PARTS}:
            same = rows is None or rows == whole(query.selection)
            return exchange.results if same and since <= set(exchange.results) else ()
        if query.selection.scope is Scope.NAMED:
            since.update(query.selection.subjects)
        elif rows in {None, whole(query.selection)} and query.operation is not Operation.RANK:
            rows = whole(query.selection)
        else:
            return ()
    return ()


def _last_two(turn: Followup) -> tuple[Named, ...]:
    """The two things last spoken of together, or one after the other."""
    alone: list[Named] = []
    for exchange in turn.exchanges:
        about = spoken(exchange)
        shown = exchange.results if len(exchange.results) == _PAIR else ()
        pair = about if len(about) == _PAIR else shown
        if pair and set(alone) <= set(pair):
            return pair
        alone.extend(named for named in about if len(about) == 1 and named not in alone)
        if len(alone) == _PAIR:
            return tuple(reversed(alone))
    return ()


def run_of_singles(turn: Followup) -> tuple[Named, ...]:
    """All single things of one kind spoken of one after the other up to now, in the order said."""
    found: list[Named] = []
    for exchange in turn.exchanges:
        about = spoken(exchange)
        if len(about) != 1 or (found and about[0].kind is not found[0].kind):
            break
        found.extend(named for named in about if named not in found)
    return tuple(reversed(found))


def singles(turn: Followup, count: int) -> tuple[Named, ...]:
    """The last `count` single things spoken of one by one, in the order said; empty where there are not so many."""
    found: list[Named] = []
    for exchange in turn.exchanges:
        about = spoken(exchange)
        if len(about) == 1 and about[0] not in found:
            found.append(about[0])
        elif len(about) != 1 and not exchange.queries[-1].selection.subjects:
            break
        if len(found) == count:
            return tuple(reversed(found))
    return ()


def differing(first: Selection, second: Selection) -> tuple[Condition, Condition] | None:
    """The one condition that two selections of projects differ in; None where they differ otherwise."""
    one = [c for c in first.conditions if c not in second.conditions]
    other = [c for c in second.conditions if c not in first.conditions]
    same_kind = len(one) == len(other) == 1 and type(one[0]) is type(other[0])
    return (one[0], other[0]) if same_kind and first.scope is second.scope else None


def holds(turn: Followup, container: Named, part: Named) -> bool:
    """The department holds its divisions and accounts, an account group its members."""
    entry = turn.frame.lexicon.entry(part)
    if container.kind is Kind.DEPARTMENT:
        return part.kind in {Kind.DIVISION, Kind.ACCOUNT}
    return entry is not None and entry.parent == container
