"""«再掲も含めて», «重複は除いて»: whether rows printed again count again."""

from __future__ import annotations

import re

_ROWS = (
    r"(?:で(?:出て(?:くる|きた|いる|る)|載って(?:いる|る)))?(?:と(?:ある|書かれた|書いてある|なっている|付いた|ついた))?"
    r"(?:の?(?:行|分|もの|やつ|事業|掲載|重複|ダブり|だぶり|ぶん)|の(?!な))*"
)
_LEFT = (
    r"除(?!か(?:ず|ない))|抜(?!か(?:ず|ない))|外(?!さ(?:ず|ない))|のぞ(?!か(?:ず|ない))|省(?!か(?:ず|ない))|はぶ|落と(?!さ(?:ず|ない))|飛ばし|飛ばす|とばし|スキップ"
    r"|無視|いら|要ら|不要|除外|度外視|(?:重複して|二重に|別に|また|何度も)?(?:数え|入れ|加え|足さ|カウントし|カウントせ)(?=な|ず|ん)"
    r"|含め(?=な|ず|ません)|含ま(?=な|ず)"
)
_ONCE = (
    r"(?:1|一)(?:度|回|件|本|つ)?(?:だけ|のみ)?(?:で|に|として|と|しか)?(?:して)?(?:数え|カウント|足|入れ|計上|計算)"
)
_RELISTED_OUT = re.compile(
    rf"再掲{_ROWS}(?:で|は|を|が|も)?(?:全部|すべて|全て)?(?:じゃ(?:な|無)|では(?:な|無)|distinct|unique|dedup|ダブ|だぶ|重複(?!して数え(?:る|て))|二重(?!に数え(?:る|て))|{_LEFT}|{_ONCE}"
    r"|なし(?:で|に|の(?:ほう|方|合計|総額|件数|場合|状態)|だと|なら|[、。?]|$))"
    r"|(?:ダブ|だぶ|重複|かぶ|二重)(?:り|って|っと|し(?:て|た)|計上|掲載|カウント)?(?:い?る|た)?(?:の|もの|分|やつ|行|掲載)?(?:は|を)?"
    rf"(?:{_LEFT}|{_ONCE})"
)
"""«再掲分は数えなくて結構です»: as is done anyway."""
_RELISTED_TOO = re.compile(
    rf"再掲{_ROWS}(?:も|を|は|まで)?(?:全部|すべて|全て)?(?:含め(?!な|ず|ません)|含む|含んだ|含んで|込み|こみ|コミ|入れ(?!な|ず|ません)|足し|足す|カウント(?!し?な|せ)|数え(?!な|ず|ません)|加え(?!な|ず)"
    r"|(?:省|除|抜|のぞ)か(?:ず|ない)|(?:外|落と)さ(?:ず|ない)|残し|一緒に|いっしょに|忘れず)"
)


def relisted_out(text: str) -> list[tuple[int, int]]:
    """Where that is said: what is left out there is no name."""
    return [match.span() for match in _RELISTED_OUT.finditer(text)]


def relisted_told(text: str) -> list[tuple[int, int]]:
    """Where it is said how rows printed again count: those words narrow nothing."""
    return [match.span() for pattern in (_RELISTED_OUT, _RELISTED_TOO) for match in pattern.finditer(text)]


def leaves_relisted_out(text: str) -> bool:
    """Said of rows printed again that they do not count, as is done anyway."""
    return _RELISTED_OUT.search(text) is not None


def counts_relisted(text: str) -> bool:
    """Said of rows printed again that each counts."""
    return _RELISTED_TOO.search(text) is not None
