"""Sums of named rows held against others: «A+B-C», «AとBの合計はCより多いか», «A+B>C?», «AとBの合計とCの差»."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import TABLE_KINDS, Except, Facet, Kind, LargerClaim, Named, Operation, Order, Scope, Selection
from nlp.rules.asked import Outcome
from nlp.selecting import measure

_AND = re.compile(r"[」』]?\s*(?:課)?\s*(?:\+|足す|たす|プラス|と|、|,|・|および|及び|&)\s*[「『]?")
_TOGETHER = (
    r"(?:の(?:予算)?(?:を?合わせた額|を?足した額|合計|合算|計|和|総額)(?:額)?"
    r"|を(?:合わせ|足し)(?:た(?:もの|額|の|ら)?|ると|て))"
)
_BORDERS = (
    (re.compile(r"[」』]?\s*-\s*[「『]?"), "less"),
    (re.compile(r"[」』]?\s*>\s*[「『]?"), "more"),
    (re.compile(r"[」』]?\s*<\s*[「『]?"), "fewer"),
    (re.compile(rf"[」』]?{_TOGETHER}[、]?(?:は|が|って|と|から)?、?\s*[「『]?"), "said"),
    (re.compile(r"[」』]?(?:の(?:予算)?額?)?(?:は|が|って|と|から)、?\s*[「『]?"), "one"),
)
_MORE = re.compile(r"より(?:も)?(?:大き|多|高|上)|を(?:上回|超え)")
_FEWER = re.compile(r"より(?:も)?(?:小さ|少な|低|下)|を下回")
_SUMMED = re.compile(_TOGETHER)


@dataclass(frozen=True, slots=True)
class _Held:
    first: tuple[Named, ...]
    second: tuple[Named, ...]
    how: str
    rest: str
    """What stands after the last of them."""


def held_sums(frame: Frame) -> Outcome:
    """One of the two is a sum of several named rows."""
    held = _by_signs(frame) or _sides(frame)
    if held is None and not frame.about_change:
        return _of_the_others(frame)
    if held is None or (frame.speaks_of_projects and not frame.projects) or frame.about_change:
        return None
    sides = Selection(subjects=held.first), Selection(subjects=held.second)
    by = measure(frame)
    if held.how in {"more", "fewer"}:
        return Draft(Operation.CHECK, *sides, claim=LargerClaim(held.how == "more"), measure=by)
    if held.how == "less":
        return Draft(Operation.DIFFERENCE, *sides, measure=by)
    if frame.has("op.ratio"):
        return Draft(Operation.RATIO, *sides, measure=by)
    if frame.has("op.difference"):
        return Draft(Operation.DIFFERENCE, *sides, measure=by)
    if held.how == "said" and frame.has("op.compare", "ask.which") and _SUMMED.match(held.rest):
        small = frame.has("size.small") and not frame.has("size.big")
        rows = replace(sides[0], order=Order(not small, by))
        return Draft(Operation.COMPARE, rows, sides[1], measure=by, facets=(Facet.NAME,))
    more, fewer = _MORE.search(held.rest), _FEWER.search(held.rest)
    if bool(more) != bool(fewer) and not frame.has("op.compare", "ask.which") and not _HOW_MUCH.search(frame.text):
        return Draft(Operation.CHECK, *sides, claim=LargerClaim(bool(more)), measure=by)
    return None


def _of_the_others(frame: Frame) -> Draft | None:
    """«中小企業振興課は他の課の合計より多い?»: a division against all but it."""
    match = _OTHERS.search(frame.text)
    things = [named for _, end, named in _things(frame) if match and end <= match.start()]
    if match is None or len(things) != 1 or things[0].kind is not Kind.DIVISION or len(_things(frame)) != 1:
        return None
    sides = Selection(subjects=tuple(things)), Selection(Scope.DIVISIONS, (), (Except(tuple(things)),))
    if match["more"] or match["fewer"]:
        return Draft(Operation.CHECK, *sides, claim=LargerClaim(bool(match["more"])), measure=measure(frame))
    return Draft(Operation.RATIO if match["times"] else Operation.DIFFERENCE, *sides, measure=measure(frame))


_HOW_MUCH = re.compile(r"いくら|どれ(?:だけ|くらい|ぐらい|ほど)|どの(?:くらい|ぐらい)|なんぼ|何円")
_OTHERS = re.compile(
    r"(?:他|ほか|その他|それ以外|残り)の?(?:全(?:て|部)?の?|すべての|[2-9])?課(?:全部|すべて)?(?:の予算)?(?:の合計|を合わせた額|を足した額|の総額|全部)(?:額)?"
    r"(?:より(?:も)?(?:(?P<more>大き|多|高)|(?P<fewer>小さ|少な|低))|の(?P<times>何倍)|との差)"
)


def _sides(frame: Frame) -> _Held | None:
    """Names in two runs, the first ended by a sign or by what says that it is a sum."""
    things = _things(frame)
    if len(things) < 3:  # two rows are held against each other as such
        return None
    border: tuple[int, str] | None = None
    for index, ((_, end, _), (start, _, _)) in enumerate(itertools.pairwise(things)):
        if _AND.fullmatch(frame.text, end, start):
            continue
        how = next((how for pattern, how in _BORDERS if pattern.fullmatch(frame.text, end, start)), None)
        if how is None or border is not None:
            return None
        border = index, how
    if border is None:
        return None
    index, how = border
    names = tuple(named for _, _, named in things)
    first, second = names[: index + 1], names[index + 1 :]
    rest = frame.text[things[-1][1] :]
    # «AはBとCの合計より多い»: the second is the sum.
    if (how == "said" and len(first) < 2) or (how == "one" and not (len(second) > 1 and _SUMMED.match(rest))):
        return None
    kinds = {named.kind for named in names}
    alike = kinds <= TABLE_KINDS or kinds == {Kind.PROJECT}
    return _Held(first, second, how, rest) if alike and len(set(names)) == len(names) else None


_SIGN = re.compile(r"[」』]?\s*(?:の?(?:予算)?額?\s*)?(?P<sign>[-+])\s*[「『]?")


def _by_signs(frame: Frame) -> _Held | None:
    """«A-B-C», «A-B+C»: nothing but signs between them."""
    things = _things(frame)
    signs = [_SIGN.fullmatch(frame.text, a[1], b[0]) for a, b in itertools.pairwise(things)]
    if len(things) < 3 or not all(signs) or not any(sign and sign["sign"] == "-" for sign in signs):
        return None
    taken = tuple(t[2] for t, sign in zip(things[1:], signs, strict=True) if sign and sign["sign"] == "-")
    kept = tuple(named for _, _, named in things if named not in taken)
    kinds = {named.kind for _, _, named in things}
    alike = kinds <= TABLE_KINDS or kinds == {Kind.PROJECT}
    return _Held(kept, taken, "less", "") if alike and len(kept) + len(taken) == len(things) else None


def _things(frame: Frame) -> list[tuple[int, int, Named]]:
    """Rows named or numbered, and the department, in the order said."""
    found = [(s.start, s.end, s.names[0]) for s in frame.scan.names if len(s.names) == 1]
    for span in frame.scan.spans:
        number = span.number
        if number is not None and number.kind is NumberKind.PROJECT:
            entry = frame.lexicon.entries.get((Kind.PROJECT, str(number.value)))
            found += [(span.start, span.end, entry.named)] if entry else []
    return sorted(found, key=lambda thing: thing[:2])
