"""«違う、…», «ごめん、…», «AじゃなくてB»: what a turn takes back before it says what it means."""

from __future__ import annotations

import re

from nlp.coordination import is_category
from nlp.query import AmountRange, InPolicy, Kind, Operation
from nlp.reading import Context
from nlp.scan import Scan

CORRECTED = "訂正、"
"""Stands for whatever was said to take something back."""
_TAKEN_BACK = (
    r"(?:間違(?:えた|えました|えて(?:た|ました)|い(?:でした|だった|です)?)|まちがえ(?:た|ました|て(?:た|ました))|まちがい"
    r"|違(?:う|った|います|いました|うよ|うわ|うな|うって|うんだ)|ちが(?:う|った|います)(?:よ|わ|な|って)?|訂正(?:です|します|して)?"
    r"|(?:そう|そっち|それ)(?:じゃ|では)な(?:い|くて|く)(?:よ|です)?|勘違い(?:した|してた|していました|でした)?"
    r"|言い間違(?:えた|い|えました)|打ち間違(?:えた|い|えました)|番号(?:違い|間違い|間違えた)|課を?間違(?:えた|えました|い)|もとい|いや違う)"
)
_SORRY = (
    r"(?:ごめん(?:なさい|ね|なさいね|て)?|すみません|すいません|すまん|すまない|失礼(?:しました|いたしました)?"
    r"|申し訳(?:ない|ありません))"
)
# Repeats are possessive: a sigh of a thousand kana is one sigh, however it could be parted.
_SIGH = r"(?:(?:あ++っ?|え++っ?と?|おっと|いやいや|いや|ん++|う++ん|うわ|やば)[、,。!\s]*+)"
_EXCLAIMED = re.compile(r"^(?:え+っ?[、!]?|うわ+っ?[、!]?|お+っ?[、!]?)?[一-鿿]{0,2}[ぁ-ゖ]{0,4}っ[!!]+\s*(?=.)")
"""«すくなっ!なにするの»: said of the answer before."""
_REMARK = re.compile(
    r"^(?=\S)(?:(?:へ[えぇー~]*+|え[えー~っ]*+|ふ[うー~]*+ん|お[おー~]++|う[わー~]++|ま[じっ](?:か|で|すか)?|マジ(?:か|で|すか)?|ほ[おうー~]++"
    r"|なるほど(?:です)?ね?|そうなん(?:だ|です(?:か|ね)?)|そっか|そうです?か|分かりました|わかりました|了解(?:です)?|意外と?|けっこう|結構|思ったより|そんな(?:に|もん)?)"
    r"[、。!\s]*)*"
    r"(?:(?:すく|少)な|おお|多|たか|高|やす|安|でか|おおき|大き|ちいさ|小さ|すご|凄|やば|しょぼ|意外)?"
    r"(?:い|いん|っ|す|すぎ|め|かった)?(?:です|だ)?(?:ね|な|よ|わ|か|[ーあぁえぇ~っ])*[。!\n]\s*(?:で、?(?!も)|じゃあ、?|それで、?)?(?=.{3})"
)
"""«へー すくな。で何すんの», «結構多いですね。…»: said of the answer before, whatever is asked then."""
_HEARD = re.compile(
    r"^(?:あ[ーあ]*|へ[えー]+|ふ[うー]+ん|なるほど|そっか|そう(?:か|なんだ|ですか)|わかった|了解)"
    r"(?:そっか|ね|か|です)*[、,]\s*(?=.{3})"
)
"""«あーそっか、…»"""
_STOP = r"(?:[、,。!!\s]+|$)"
_PREAMBLE = re.compile(rf"^{_SIGH}*(?:{_SORRY}{_STOP}?)?{_SIGH}*{_TAKEN_BACK}(?:{_STOP}{_SORRY})?{_STOP}")
_INSTEAD = re.compile(
    r"(?:の(?:方|ほう|こと))?(?:じゃなくて?|ではなくて?|でなくて|じゃねくて|じゃなしに)[、,。\s]*(?=[^、。?\s])"
)
_BARE_NUMBER = re.compile(
    r"^((?:じゃあ?|では|訂正)?、?)([0-9]{1,3})(?=の(?:担当|所管|予算|内容|概要|区分|額|事業)|は|だと|って|[?]|$)"
)
_BARE_PLACE = re.compile(r"^((?:じゃあ?|では|なら|ほな)?、?)([0-9]{1,2})番(?=は|も|って|だと|の(?:は|やつ)|[?]|$)")
"""«2番は» after what came first is the second, not the project with that number."""
_GAP = 2


def uncorrected(text: str) -> str:
    """Folded text with a preamble that takes something back as one short word; the text itself without one, and
    without what is said of the answer before."""
    text = _HEARD.sub("", _REMARK.sub("", _EXCLAIMED.sub("", text)))
    match = _PREAMBLE.match(text)
    return CORRECTED + text[match.end() :] if match and match.end() < len(text) else text


_OVER_WHAT = re.compile(
    r"^対?(?P<whole>課|部|全体)(?P<projects>(?:の?主要)?事業(?:費)?)?(?:の?(?:当初)?(?:予算額?|計|合計|総額|全体))?"
    r"(?:に対する|に占める|の)?(?P<share>比率?|構成比率?|シェア|割合|[(]?%[)]?)?[?。]*$"
)
_OVER_IN_BRACKETS = re.compile(
    r"^(?:構成比率?|割合|シェア|比率)[(](?:対)?(?P<whole>課|部|全体)(?:予算|計|合計)?(?:比)?[)]$"
)


def shared(text: str, context: Context) -> str:
    """«対課予算», «部計比», «構成比(全体)» after a figure: a share of it in words."""
    match = _OVER_WHAT.fullmatch(text) or _OVER_IN_BRACKETS.fullmatch(text)
    if match is None or not context.queries:
        return text
    said = match.groupdict()
    if not (text.startswith("対") or said.get("share") or "projects" not in said):
        return text
    of_what = "主要事業合計" if said.get("projects") else "" if said["whole"] == "全体" else "予算"
    return f"{said['whole']}{'の' if of_what else ''}{of_what}に占める割合"


def numbered(text: str, context: Context) -> str:
    """«51の担当は» after projects were spoken of: a bare number is a project's."""
    if context.queries and context.queries[-1].operation is Operation.RANK:
        return _BARE_PLACE.sub(r"\g<1>\g<2>番目", text)
    last = context.queries[-1].selection.subjects if context.queries else ()
    of_projects = bool(last) and all(named.kind is Kind.PROJECT for named in last)
    if of_projects:
        return _BARE_NUMBER.sub(r"\g<1>no.\g<2>", text)
    return _BARE_NUMBER.sub(r"\g<1>柱\g<2>", text) if _of_one_pillar(context) else text


def _of_one_pillar(context: Context) -> bool:
    """«3は» after «戦略2の合計»."""
    rows = context.queries[-1].selection if context.queries else None
    nodes = [node for c in rows.conditions if isinstance(c, InPolicy) for node in c.nodes] if rows else []
    return len(nodes) == 1 and nodes[0].kind is Kind.PILLAR


_OTHER_BOUND = re.compile(
    r"^(?P<before>(?:じゃあ?|では|やっぱり?|それなら|なら|もし)?[、,\s]*)(?P<amount>[0-9][0-9.,]*[十百千]*(?:[万億][0-9]*千?万?)円?)"
    r"(?P<form>だと|なら|だったら|では|で|は|[?]|$"
    r"|(?:に|まで)(?:引き)?(?:下げ|上げ|さげ|あげ|し|す|変え|かえ|広げ|落と|緩め|絞)(?:て|た|る|れ|り|し|す|せ)*(?:みて|みる|みた)?(?:と|ら|ば|も|は)?)"
)


def bounded(text: str, context: Context) -> str:
    """«5億だと» after «1億円以上»: another bound of the same kind."""
    conditions = context.queries[-1].selection.conditions if context.queries else ()
    ranges = [condition for condition in conditions if isinstance(condition, AmountRange)]
    match = _OTHER_BOUND.match(text)
    if match is None or len(ranges) != 1:
        return text
    last = ranges[0]
    if (last.low_thousand_yen is None) == (last.high_thousand_yen is None):
        return text
    at_least = "以上" if last.low_inclusive else "超"
    at_most = "以下" if last.high_inclusive else "未満"
    bound = at_most if last.low_thousand_yen is None else at_least
    return f"{match['before']}{match['amount']}{bound}だと{text[match.end() :]}"


_NEITHER = re.compile(r"[^。?]{1,20}でも[な無][いくけ]")
"""«新規じゃなくて拡充でもない»: nothing is put in its place."""


def without_rejected(scanned: Scan) -> str | None:
    """The text without what «…じゃなくて» sets aside («雇用対策課じゃなくて貿易振興課»); None where nothing is."""
    match = _INSTEAD.search(scanned.text)
    if match is None or _NEITHER.match(scanned.text, match.end()):
        return None
    pieces = [(span.start, span.end) for span in scanned.spans] + [(word.start, word.end) for word in scanned.words]
    before = [start for start, end in pieces if start < match.start() and 0 <= match.start() - end <= _GAP]
    if not before or _only_excluded(scanned, min(before), match.start(), match.end()):
        return None
    return scanned.text[: min(before)] + scanned.text[match.end() :]


def _only_excluded(scanned: Scan, start: int, end: int, after: int) -> bool:
    """«新規ではなくて1億円以上の事業»: a category or division with none put in its place is left out."""
    rejected = [span for span in scanned.spans if start <= span.start and span.end <= end]
    rest = [span for span in scanned.spans if span.start >= after]
    if rejected and all(is_category(span) for span in rejected):
        return not any(is_category(span) for span in rest)
    if rejected and all(span.names and span.names[0].kind is Kind.DIVISION for span in rejected):
        return not any(span.names for span in rest) and any(
            "noun.project" in s.concepts or is_category(s) for s in rest
        )
    return False
