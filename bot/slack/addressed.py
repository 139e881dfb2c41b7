"""Whether something said in a thread is a question to the bot, or people talking to each other."""

from __future__ import annotations

import re

from nlp.reading import AskBack, Decline, Reading, Refusal, Understood

_LONGEST = 120
"""Whoever writes more than that has something to say, not to ask."""
_ASKS = re.compile(
    r"[?？]\s*$"
    r"|(?:は|って|とは|なら|では|だと|だけ|順|順に|順で|別に|別で|円で|単位で|グラフで|表で|一覧で?|内訳|合計|詳しく)\s*[。…]*$"
    r"|比べ(?:ると|たら|て)\s*[。…]*$"
    r"|(?:か|かな|かしら|の|っけ)\s*[。…]*$"
    r"|(?:いくら|いくつ|何件|何円|何％|何%|何倍|どれ|どこ|どの|だれ|誰|なに|何|なぜ|なんで|どうして|どのくらい|どれくらい)"
    r"|(?:教えて|見せて|示して|出して|並べて|挙げて|比べて|調べて|知りたい|聞きたい)"
)
"""How questions end, or what they hold. «の» as in 「減ったの」; «は» as in 「前年度は」."""
_TELLS = re.compile(
    r"(?:ですね|ですよね|ますね|だね|よね|だよ|ですよ|ますよ|ね|な|なあ|思います|思う|らしい|そうです|しました|でした|ました"
    r"|ありがとう(?:ございます)?|了解(?:です)?|承知(?:しました)?|なるほど|たしかに|確かに|そうか|そっか|へえ|すごい|やばい)"
    r"\s*[。!！…〜~ｗw笑]*$"
)
"""How people end what they say to each other."""
_TO_PEOPLE = re.compile(
    r"(?:て|で)お(?:いて|く|き)|(?:入れ|送っ|伝え|連絡し|共有し|相談し|確認し|修正し|直し|聞い|待っ)(?:て|たら)"
    r"|(?:さん|様|課長|部長|係長|主任)[、,はにがも]"
)
"""What is asked of people, or said about them; a bot can do none of it."""
_BUDGETS = frozenset(
    {
        Refusal.OTHER_YEAR,
        Refusal.OTHER_ORGANISATION,
        Refusal.WHOLE_GOVERNMENT,
        Refusal.PROJECT_PAST_YEAR,
        Refusal.SETTLEMENT,
    }
)
"""Refusals that speak of budgets the document does not have: people do ask a bot for those."""


def reads_as_question(text: str, reading: Reading) -> bool:
    """Whether the bot is asked.

    Args:
        text: what was said, without markup.
        reading: how it was read with what was said before.
    """
    said = text.strip()
    if not said or len(said) > _LONGEST or said.count("\n") > 2 or _TO_PEOPLE.search(said):
        return False
    if isinstance(reading.outcome, Understood):
        return bool(_ASKS.search(said)) and not (_TELLS.search(said) and not said.endswith(("?", "？")))
    # What it would ask back about, or has to say «no» to, has to be a question beyond doubt.
    outcome, doubtless = reading.outcome, said.endswith(("?", "？"))
    return doubtless and (isinstance(outcome, AskBack) or (isinstance(outcome, Decline) and outcome.why in _BUDGETS))
