"""Where in the document a project stands: in several pillars, in all of them, or not in the outline."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.numbers import count_of
from nlp.query import InOutline, InPolicy, Kind, Relisted, UnderSeveral
from nlp.relisted import relisted_told
from nlp.scan import Span
from nlp.vocabulary import IDLE

_N = r"(?P<n>[0-9]+|[一二三四五六七八九十]+)"
_PILLARS = r"(?:(?:施策の)?(?:■|柱|戦略|大項目|基本方針))"
_GLOSS = r"(?:\s*[(（][^)）]*[)）])?"
_STANDS = (
    r"(?:に|で)(?:も|は)?(?:わたって|顔を出し|載[っる]|のっ|掲載|記載|登場|出て|出|またが|入っ|含まれ|関わ|関係|ある|あが|上が|位置付け|位置づけ|掲げ|跨)"
    r"(?:して|され|さ|られ|って|っ|り|て|る)*(?:い?る|い)?"
)
_M = _N.replace("<n>", "<m>")
_EVERY = re.compile(
    rf"(?:{_N}(?:つ|本)?(?:全部|すべて|全て)?の)?{_PILLARS}{_GLOSS}(?:の|、)?(?:{_M}(?:つ|本))?(?:の)?"
    rf"(?:全部|全て|すべて|いずれ|どれ|全|とも){_STANDS}"
    rf"|(?:全部の|全ての|すべての|全){_PILLARS}{_GLOSS}{_STANDS}|どの{_PILLARS}{_GLOSS}(?=(?:に|で)も){_STANDS}"
)
_SEVERAL = re.compile(
    rf"(?:複数の|いくつもの|いくつかの|幾つもの|{_N}(?:つ|本)(?:以上)?の){_PILLARS}{_GLOSS}{_STANDS}"
    rf"|(?:複数の)?{_PILLARS}[をに](?:また(?:い(?:で|だ)|ぐ|がる|がって|が(?P<not>らない|っていない|らず))|横断)"
    r"(?:する|し(?:て|た)|載っ|掲載)?(?:いる|る)?"
)
_OUTLINE = r"(?:施策)?体系図?(?:の(?:ページ|図|表|ほう|方|資料))?"
_OUTSIDE = re.compile(
    rf"{_OUTLINE}(?:に|の中に|で|上)(?:は|も)?(?:名前(?:が|の))?"
    r"(?:載|のっ|のら|出|登場|掲載|記載|書かれ|あが|上が|見当た|含まれ|入|挙が|あり)[ぁ-ん]{0,5}?"
    r"(?:ない|ません|なかった|ず(?:に)?|ぬ)"
    rf"|{_OUTLINE}(?:に|から)?(?:は)?(?:ない|なし|漏れ(?:て|た)?(?:いる|る)?|外れ(?:て|た)?(?:いる|る)?)"
)
_INSIDE = re.compile(
    rf"{_OUTLINE}(?:に|の中に|で)(?P<too>は|も)?(?:載っ|のっ|出て|登場し|掲載され|記載され|書かれ)(?:て)?(?:いる|る)"
)
_NOT_SO = re.compile(r"(?:い)?(?:ない|ません|なかった)(?:の)?")


def on_several_pillars(frame: Frame) -> Frame | None:
    """«3つの柱すべてに載っている», «複数の戦略にまたがる»."""
    pillars = tuple(entry.named for entry in frame.lexicon.of_kind(Kind.PILLAR))
    every = _EVERY.search(frame.text)
    if every and pillars:
        said = count_of(every["n"] or every["m"] or "")
        # «all three» of four there are would be another question.
        if said not in (None, len(pillars)):
            return None
        span, negated = _with_negation(frame, every)
        return frame.without([span], InPolicy(pillars, negated, every=True))
    several = _SEVERAL.search(frame.text)
    if several is None:
        return None
    span, negated = _with_negation(frame, several)
    many = count_of(several["n"] or "") or 2
    return frame.without([span], UnderSeveral(Kind.PILLAR, many, negated or bool(several["not"])))


_NTH_PILLAR = re.compile(r"(?P<n>[1-9一二三四五六七八九])(?:つ|番|本)目の?(?:戦略|柱|■|大項目|重点)(?:分野)?")


def nth_pillar(frame: Frame) -> Frame | None:
    """«3つ目の戦略» is a pillar by its place, no rank of anything."""
    match = _NTH_PILLAR.search(frame.text)
    pillars = tuple(entry.named for entry in frame.lexicon.of_kind(Kind.PILLAR))
    place = count_of(match["n"]) if match else None
    if match is None or place is None or place > len(pillars):
        return None
    scan = frame.scan.without([match.span()])
    return frame.reread(scan.adding(Span(*match.span(), names=(pillars[place - 1],), literal=True)))


def _with_negation(frame: Frame, match: re.Match[str]) -> tuple[tuple[int, int], bool]:
    negation = _NOT_SO.match(frame.text, match.end())
    return (match.start(), negation.end() if negation else match.end()), negation is not None


_UNDER_QUOTED = re.compile(r"体系の[「『\"][^」』\"]+[」』\"]に(?:載|入|並|含ま|ある)")


def asks_of_the_outline(folded: str) -> bool:
    """The outline's own entries are asked about, not whether projects stand in it."""
    if "体系" not in folded or _OUTSIDE.search(folded):
        return False
    return not ("主要事業" in folded and (_INSIDE.search(folded) or _UNDER_QUOTED.search(folded)))


def outside_the_outline(frame: Frame) -> Frame | None:
    """«施策体系に載っていない», «施策体系にも載っている»."""
    outside = _OUTSIDE.search(frame.text)
    if outside:
        return frame.without([outside.span()], InOutline(negated=True))
    inside = _INSIDE.search(frame.text)
    if inside is None or not (inside["too"] or "主要事業" in frame.text):
        return None  # entries of the outline itself
    return frame.without([inside.span()], InOutline())


_AGAIN = re.compile(
    r"(?:(?:一|1)(?:度|回)も)?再掲(?:フラグ|マーク|表示|の印)?(?:の行|分|行)?(?:の|が|は|も)?(?:(?:一|1)(?:度|回)も)?"
    r"(?P<not>(?:立|付|つ)(?:い|っ)て(?:い)?ない|ない|なし|ありません|され(?:て(?:い)?)?ない|になっていない)?(?P<so>ある|あり|有り)?(?=主要事業|事業|もの|の|[はをが、]|$)"
)


def relisted(frame: Frame) -> Frame | None:
    """«再掲のない», «再掲のある»; «再掲は一度だけ数えて» narrows nothing."""
    if told := relisted_told(frame.text):
        scan = frame.scan
        for start, end in told:
            scan = scan.reread(start, end, IDLE)  # «再掲は抜きで»: how to count, not which
        return frame.reread(scan)
    match = _AGAIN.search(frame.text)
    if match is None or not (match["not"] or match["so"]):
        return None
    return frame.without([match.span()], Relisted(negated=bool(match["not"])))


_PART_OF_WHAT = re.compile(
    r"(?:どの|何の|なんの|どちらの)(?:事業|項目|取組|施策)(?:費)?"
    r"(?:の(?:一部|中|内訳|下|うち|一つ)(?:に)?|に(?=含ま|入|位置付|位置づけ|ぶら下が|属|紐|載|あ)|の?(?:うち|一つ))"
    r"(?:含ま|入っ|入る|位置付け|位置づけ|ぶら下が|属し|紐づい|載っ|ある)?"
)
_ONE = r"(?:新(?:規)?|拡(?:充)?|継(?:続)?)(?:事業)?"
_OR = r"(?:なの|なん|です|でしょう)?(?:か|[?／/・、\s])*(?:それとも)?"
_ENDS = r"(?:なの|なん|です|でしょう)?(?:か|[?]|の(?:どれ|どっち|どちら|いずれ))"
_CATEGORY = re.compile(rf"{_ONE}(?:{_OR}{_ONE}){{1,2}}{_ENDS}(?![ぁ-ん]*事業)")


_WITHOUT_CATEGORY = re.compile(
    r"区分(?:欄)?(?:の表示|の記載|の記述|の印)?(?:が|も|は|の|に)?(?:何も|なにも|新規とも拡充とも)?"
    r"(?:付|つ|振|記|書|表示|記載|設定|入|明記|示|載|なに|何)[^、。]{0,5}?(?:ない|いません|なかった|おりません|ず|ぬ)(?=もの|事業|の|やつ|主要|$|[はをがで、])"
)


_BLANK = re.compile(
    r"区分(?:欄)?(?:の表示|の記載)?(?:が|は)(?:空(?:欄|白)?|ブランク|null|なし|無し)(?P<not>(?:じゃ|では)?(?:ない|無い))?(?:の)?"
    r"(?=もの|事業|やつ|の|主要|$|[はをがで、])"
)


def without_category(frame: Frame) -> Frame | None:
    """«区分が付されていないもの»: those that go on as they were; «区分欄が空じゃないもの» the others."""
    if blank := _BLANK.search(frame.text):
        others = ("cat.new", "cat.expanded") if blank["not"] else ("cat.continued",)
        return frame.reread(frame.scan.reread(*blank.span(), *others))
    match = _WITHOUT_CATEGORY.search(frame.text)
    return frame.reread(frame.scan.reread(*match.span(), "cat.continued")) if match else None


def part_of_what(frame: Frame) -> Frame | None:
    """«…はどの事業の中に載っていますか», of a line that stands under another."""
    match = _PART_OF_WHAT.search(frame.text)
    if match is None or not frame.outlines:
        return None
    return frame.reread(frame.scan.reread(*match.span(), "ask.parent"))


_IN_THE_SUMMARY = re.compile(
    r"(?:事業)?(?:概要|内容|説明|摘要)(?:欄|文)?(?:の(?:中|なか|ところ))?[にで]"
    r"(?=.*(?:出て|登場|含ま|書|載|入って|ある|触れ|言及|記載|記さ).*(?:事業|もの|やつ))"
)


def in_the_summary(frame: Frame) -> Frame | None:
    """«事業概要の中に「設備投資」が出てくる事業»: where to look, not what is asked of them."""
    match = _IN_THE_SUMMARY.search(frame.text)
    return frame.without([match.span()]) if match and frame.topic else None


def which_category(frame: Frame) -> Frame | None:
    """«新?拡?継?», «新規か拡充か継続か»: the category is asked, none is a condition."""
    match = _CATEGORY.search(frame.text)
    if match is None:
        return None
    named = frame.scan.names or frame.projects or frame.scan.words or frame.context.queries
    return frame.reread(frame.scan.reread(*match.span(), "ask.category")) if named else None
