"""Choices when asking back, and the nearest questions that can be answered: each, asked alone, is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from nlp.frame import Frame
from nlp.lexicon import Lexicon
from nlp.normalize import fold
from nlp.query import Kind, Named, Query
from nlp.reading import AskBack, Choice, Outcome, Unclear

_NEAR = 60.0


def choices_for(candidates: tuple[Named, ...], frame: Frame) -> tuple[Choice, ...]:
    """One choice a candidate, asking of it what was asked."""
    return tuple(Choice(_label(named), f"{_label(named)}{_asked(frame, named)}", named) for named in candidates)


def examples_for(names: tuple[Named, ...], frame: Frame) -> tuple[Choice, ...]:
    """What could be asked instead, where nothing tells which is meant: «最後の» means none of these."""
    return tuple(replace(choice, named=None) for choice in choices_for(names, frame))


def _label(named: Named) -> str:
    return f"No.{named.key} {named.name}" if named.kind is Kind.PROJECT else named.name


def _asked(frame: Frame, named: Named) -> str:
    of_project = named.kind is Kind.PROJECT
    if of_project and frame.has("ask.who"):
        return "の担当課は?"
    if of_project and frame.has("ask.describe"):
        return "の内容は?"
    if of_project and frame.has("ask.category"):
        return "の区分は?"
    if frame.about_change:
        return "の前年度当初からの増減額は?"
    return "の予算はいくら?"


def of_what(subjects: tuple[Named, ...]) -> tuple[Choice, ...]:
    """What a bare «何%?» can be: of the whole, or since the year before."""
    if len(subjects) != 1:
        return ()
    label = _label(subjects[0])
    shares = Choice("部全体に占める割合", f"{label}は部全体の何%?")
    moved = Choice("前年度からの増減率", f"{label}の前年度からの増減率は?")
    return (shares, moved) if subjects[0].kind is not Kind.PROJECT else (shares,)


def near_choices(query: Query) -> tuple[Choice, ...]:
    """The same subject, asked what the document holds."""
    named = [n for n in query.selection.subjects if n.kind is not Kind.OUTLINE][:2]
    return tuple(Choice(f"{_label(n)}の当初予算", f"{_label(n)}の予算はいくら?") for n in named)


def near_choices_for_division(lexicon: Lexicon, said: str) -> tuple[Choice, ...]:
    """Divisions whose name is near what was said."""
    scored = sorted(
        ((fuzz.ratio(fold(e.named.name), said), e.named) for e in lexicon.of_kind(Kind.DIVISION)), key=lambda p: -p[0]
    )
    return tuple(Choice(n.name, f"{n.name}の予算はいくら?") for score, n in scored[:2] if score >= _NEAR)


_ALL = re.compile(r"(?:どっち|どちら|両方|全部|ぜんぶ|全て|すべて|どれ|いずれ|二つ|2つ|三つ|3つ)(?:とも|も)?")
_FIRST = re.compile(r"(?:一番)?(?:上|最初|はじめ|初め|先|前者)(?:の)?")
_LAST = re.compile(r"(?:一番)?(?:下|最後|後ろ|おわり|終わり|後者)(?:の)?")
_NTH = re.compile(r"(?P<n>[0-9]{1,2}|[一二三四五六])(?:番目?|つ目|個目|件目|)の?")
_NUMBER = re.compile(r"(?:no\.?|#|番号)\s*(?P<n>[0-9]+)(?:番)?")
_YES = re.compile(
    r"(?:はい|うん|ええ|そう|それ|そっち|そちら|それそれ|yes|ok|おねがい|お願い)(?:です|だよ|で|します|それ|ね)*"
)
_BEFORE = re.compile(
    r"^(?:じゃあ?|では|えっと|えーと|あ、?|うーん|ええと|なら|あー+|いや+|ううん|いいえ|ごめん|そうじゃなくて|違う|ちがう|んー+|そうそう)[、,\s]*"
)
_AFTER = re.compile(
    r"(?:の)?(?:やつ|ヤツ|奴|ほう|方|(?:推進|促進)?事業(?:費)?(?:の(?:ほう|方))?|もの|課)?(?:が|を)?(?:聞き|きき|知り|しり)?(?:たい|たかった)?(?:んだ|です)?(?:だ|なん)?(?:って|つっ)?(?:ば|てば|の)?(?:かな|だよ|だね|です|ですね|でお願いします|をお願いします|お願いします|で|は|を|だ|のほう|の方|ね|だった)*[。!?、\s]*$"
)
_ASKING = re.compile(r"の(?:担当|予算|内容|概要|区分|番号|金額|額|所管)")
_KANJI_NUMBERS = "一二三四五六"


def narrowed(outcome: Outcome, before: tuple[Choice, ...]) -> Choice | None:
    """The one choice asked back before that a reply describes, where by itself it would fit others too.

    Args:
        outcome: the reply's own reading.
        before: the choices it replies to.
    """
    if not isinstance(outcome, AskBack) or outcome.why is not Unclear.SEVERAL_NAMES:
        return None
    again = {choice.named for choice in outcome.choices}
    both = [choice for choice in before if choice.named and choice.named in again]
    return both[0] if len(both) == 1 else None


@dataclass(frozen=True, slots=True)
class Picked:
    """What a reply to a question back means."""

    choices: tuple[Choice, ...]
    rest: str = ""
    """What it asks of them instead: «上のやつの担当課は»."""

    @property
    def questions(self) -> tuple[str, ...]:
        """Each, asked alone, is answered."""
        if self.rest:
            return tuple(f"{choice.label}{self.rest}" for choice in self.choices)
        return tuple(choice.question for choice in self.choices)


def pick(text: str, choices: tuple[Choice, ...]) -> Picked | None:
    """The choice that a short reply to a question back means: by its place, its number, its name or a part of it."""
    if not choices:
        return None
    said = _BEFORE.sub("", text.strip(" 。!?、"))
    for end in _ends(said):
        chosen = _meant(said[:end], choices) or _meant(_AFTER.sub("", said[:end]), choices)
        rest = said[end:]
        if chosen and (not rest or all(choice.named for choice in chosen)):
            return Picked(chosen, rest)
    pieces = [piece for piece in re.split(r"[。!?、]", said) if len(piece) > 1]
    told = {chosen for piece in pieces if (chosen := _meant(_AFTER.sub("", piece), choices))}
    return Picked(told.pop()) if len(pieces) > 1 and len(told) == 1 else None  # «促進のほう。誘致活動促進»


def _ends(said: str) -> list[int]:
    """Where the words that choose may end: at the end, or before «の…» that asks something of what is chosen."""
    return [
        len(said),
        *(match.start() for match in re.finditer(r"の(?:担当|予算|内容|概要|区分|番号|金額|額|所管)", said)),
    ]


def _meant(said: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if _ALL.fullmatch(said):
        return choices
    if _YES.fullmatch(said):
        return choices if len(choices) == 1 else ()
    number = _NUMBER.fullmatch(said)
    if number:
        return tuple(c for c in choices if c.named and c.named.kind is Kind.PROJECT and c.named.key == number["n"])
    nth = _NTH.fullmatch(said)
    if nth:
        value = int(nth["n"]) if nth["n"].isdigit() else _KANJI_NUMBERS.index(nth["n"]) + 1
        return choices[value - 1 : value]
    if _FIRST.fullmatch(said):
        return choices[:1]
    if _LAST.fullmatch(said):
        return choices[-1:]
    fitting = tuple(choice for choice in choices if len(said) > 1 and said in fold(choice.label))
    return fitting if len(fitting) == 1 else ()
