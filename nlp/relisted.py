"""«再掲も含めて», «重複は除いて»: whether rows printed again count again."""

from __future__ import annotations

import re

_RELISTED_OUT = re.compile(
    r"再掲(?:分|行|の行|事業)?(?:で|は|を|が|も)?(?:ダブ|だぶ|重複|二重|数えな|含めな|カウントしな|除|抜|外|のぞ|いら|なし|不要|無視|じゃな|ではな|distinct|unique|dedup"
    r"|(?:1|一)(?:回|度|本|件|つ)?(?:と|に|だけ)?(?:して)?(?:数え|カウント))"
    r"|(?:ダブ|だぶ|重複|かぶ)(?:って|っと|し(?:て|た))?(?:い?る|た)?(?:の|もの|分|やつ|行)?(?:は|を)?(?:抜|除|のぞ|省|はぶ|外|数えな|カウントしな)"
)
"""«再掲分は数えなくて結構です»: as is done anyway."""
_RELISTED_TOO = re.compile(
    r"再掲(?:の行|の?分|事業|のやつ)?(?:も|を|は)?(?:含め(?!な|ず)|含む|含んだ|込み|こみ|入れ(?!な|ず)|足し|カウント)"
)


def relisted_out(text: str) -> list[tuple[int, int]]:
    """Where that is said: what is left out there is no name."""
    return [match.span() for match in _RELISTED_OUT.finditer(text)]


def leaves_relisted_out(text: str) -> bool:
    """Said of rows printed again that they do not count, as is done anyway."""
    return _RELISTED_OUT.search(text) is not None


def counts_relisted(text: str) -> bool:
    """Said of rows printed again that each counts."""
    return _RELISTED_TOO.search(text) is not None
