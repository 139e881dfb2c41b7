"""Projects that several divisions run: only they, not they, or they too."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.numbers import count_of
from nlp.query import Condition, Joint, Kind

_HOW = r"(?:共同で|一緒に|共に|合同で|連携して)"
_DOES = (
    r"(?:(?:担当|所管|実施|分担|運営|共管)(?:して(?:い)?る|する|の)?"
    r"|(?:やって|持って|組んで|取り組んで|受け持って|関わって|関わり|絡んで|入って|相乗りして)(?:い)?る?|やる|受け持つ|関わる|絡む)"
)
_RUNS = rf"(?:{_HOW}?(?:組んで)?{_DOES}|{_HOW})"
_SEVERAL = r"(?:複数|いくつか|いくつも|幾つか|いろんな|いろいろ|何個か|何個も|あちこち|2つ以上|二つ以上|ほか|他)の?課"
_JOINT = (
    r"(?:共管|共同(?:所管|担当|分)|(?:他|ほか|よそ)(?:の)?課と(?:の)?共(?:同|管)"
    rf"|{_SEVERAL}(?:で|と|が|との|による)(?:の)?(?:{_RUNS}|またが(?:る|って(?:い)?る))?)"
)
_ROWS = r"(?:の?(?:主要)?事業|のもの|もの|分|の|やつ)*"
_TOO = re.compile(
    rf"{_JOINT}{_ROWS}(?:も|を|は|まで)?(?:全部|すべて|全て)?(?:忘れず|(?:勘定|計算|対象|数)に入れ|漏らさず|もらさず|拾って|(?:省|除|抜)か(?:ず|ない)|コミ|こみ"
    r"|(?:含め|含ん|含む|込み|込め|入れ|数え|カウント|加え|足し)(?!な|ず|ませ))(?:て|た|で|し(?:て|た)|に|まし)*も?"
    rf"|単独(?:で(?:の)?)?(?:でも|も|か)+{_JOINT}(?:でも|も|か)*(?:(?:構|かま)(?:わない|いません)|いい|よい|両方|どちらも|問わず|関係なく)?(?:です)?"
    rf"|{_JOINT}{_ROWS}(?:でも|も)(?:構|かま)(?:わない|いません)"
    rf"|(?:{_JOINT}|joint|(?:他課|ほかの課|他の課)との共同){_ROWS}(?:も|は|を)?\s*(?:(?:1|一)(?:本|件|回|事業)?(?:と|に|で|として)?(?:数え|カウント|み)(?!な|ず)[ぁ-ん]{{0,3}}"
    r"|込み?(?:で|の)?|落とさ(?:ず|ない)に?|漏らさず|(?:の|による)?(?:重複|多重計上|二重計上|ダブり)(?:を|は|が)?(?:排除|除|なく|解消)[ぁ-ん]{0,3}|も(?=[)）]))"
    r"|(?:または|又は|あるいは|或いは|もしくは|および|及び|や|・|か)共管(?:の|で)?"
)
"""«共管分も含めて» narrows nothing."""
_NOT = re.compile(
    rf"{_JOINT}{_ROWS}(?:を|は|だけ)?(?:除|外|のぞ|抜|(?:含め|含ま|入れ|数え|足さ|カウントし)(?=な|ず)|以外|でない|ではない|じゃない)"
    r"(?:な(?:い|く)|ず)?(?:に|い|き|く|し|け)?(?:て|た|で|る|の)*"
)
_ONE_DIVISION = re.compile(
    rf"(?:(?:1つ|一つ|ひとつ|単一)の課|(?:1|一)課|単独の?課)(?:だけ|のみ|単独)?(?:で|が|による){_RUNS}"
    r"|単独(?:で(?:の)?)?(?:所管|担当|実施)(?:して|する|の)?(?:いる|る)?"
    r"|単独(?:のみ|だけ)(?:で|の|に)?"
    r"|単独(?=\s*(?:[/・、,]|と|及び|および|vs)\s*共管)|(?<=共管[/・、,と])単独"
)
_SO_MANY = re.compile(
    r"(?P<n>[2-9]|[二三四五六七八九])(?:つ)?(?:(?P<over>以上)|(?P<under>以下))?(?:の)?課(?:(?P<more>以上)|(?P<less>以下))?"
    rf"(?:(?:の)?共管|(?:で|が|による|の|に)(?:{_RUNS}|共管|またが(?:る|って(?:い)?る|って)(?:{_RUNS}|所管され(?:て(?:い)?る|た))?))"
)
_SO_MANY_OF_IT = re.compile(
    r"(?:担当|所管)?課(?:が|は|数が)(?P<n>[2-9]|[二三四五六七八九])(?:つ|課)?(?P<less>以下)?(?P<more>以上)?(?:の|ある|いる|で|並|あ[るり]|つい|付い)(?P<over>)(?P<under>)"
)
_ONLY_ONE = re.compile(
    r"(?:担当|所管)?(?:する)?(?:課|部署)(?:が|は)(?:1つ|一つ|ひとつ|1課|一課|単独)(?:だけ|のみ|しかない|しかいない)?(?:の|で)?"
)
_ALONE = re.compile(
    r"(?:課)?(?:だけ|のみ|単独|一課|1課|オンリー)(?:(?=[(（](?:他|ほか|単独|共管))|で(?![すしあはな合間いよ]|、?\s*(?:部|全体|一般会計|何|なん|合計|いくら))|が|の)"
)
"""After a division's name."""
_WITH_OTHERS = re.compile(
    r"(?:ほか|他|よそ|別|それ以外)の(?:課|部署|所属)(?:など)?(?:と|も|との)(?:の)?"
    rf"(?:共管|(?:連携|共同|合同)(?!で|し)(?:の)?|{_RUNS}|(?:加わって|参加して|またがって|跨って)(?:い)?る?|またがる|跨る)"
)


def _of_so_many(match: re.Match[str]) -> Joint:
    count = count_of(match["n"]) or 2
    if match["less"] or match["under"]:
        return Joint(at_least=1, at_most=count)
    return Joint(at_least=count, at_most=None if match["more"] or match["over"] else count)


def joint(frame: Frame) -> Frame | None:
    """Whatever is said of projects that several divisions run."""
    ranges: list[tuple[int, int]] = []
    conditions: list[Condition] = []

    def take(pattern: re.Pattern[str], *said: Condition) -> None:
        for match in pattern.finditer(frame.text):
            if not any(match.start() < end and start < match.end() for start, end in ranges):
                ranges.append(match.span())
                conditions.extend(said)

    take(_TOO)
    take(_NOT, Joint(negated=True))
    take(_ONE_DIVISION, Joint(negated=True))
    take(_ONLY_ONE, Joint(negated=True))
    many = _SO_MANY.search(frame.text)
    # «雇用対策課と貿易振興課の2課が» are those two.
    if many and not (frame.divisions and frame.text[: many.start()].endswith("の")):
        take(_SO_MANY, _of_so_many(many))
    if of_it := _SO_MANY_OF_IT.search(frame.text):
        take(_SO_MANY_OF_IT, _of_so_many(of_it))
    if any(span.names[0].kind is Kind.DIVISION for span in frame.scan.names):
        # «ほかの» is no negation of the division before it.
        take(_WITH_OTHERS, Joint())
        for span in frame.scan.names:
            after = _ALONE.match(frame.text, span.end)
            if after and span.names[0] in frame.divisions:
                ranges.append(after.span())
                conditions.append(Joint(negated=True))
    if not ranges:
        return None
    return frame.without(ranges, *dict.fromkeys(conditions))
