"""«A ÷ B で %», «A / B = 何%», «Σ主要事業», «A vs B、gap»: sums, ratios and differences in words."""

from __future__ import annotations

import re

from nlp.notation.table import printed

_SUM = re.compile(
    r"[σ∑]\s*(?:[(]\s*(?P<inside>[^()]{1,30}?)\s*[)]"
    r"|(?P<what>[^\s、,。?:!(){}=<>÷/×+のはがをもで\x01-\x03-]{1,20})?)"
)
_SIDE = r"[^、,。?÷/=:]{1,40}?"
_PERCENT = (
    r"\s*(?:[(](?:%|パーセント)[)]|(?:[=、,]|は|で|を|の|を?\s*)\s*(?:何\s*)?(?:%|パーセント)(?:で|表示|は|に)?)\s*[?]?"
)
_TIMES = r"\s*(?:[=、,]|は|で|を)?\s*(?:何\s*)?倍(?:率|数)?(?:で|は)?\s*[?]?"
_RATIO = r"\s*(?:=\s*[?]?|[?])?\s*$"
_OVER = re.compile(
    rf"(?P<of>(?:^|(?<=[:。、,\s])){_SIDE})?\s*(?P<sign>÷|\s/\s)\s*(?P<base>{_SIDE})(?:(?P<percent>{_PERCENT})|(?P<times>{_TIMES})|(?P<ratio>{_RATIO}))"
    r"(?=$|[\s、。])"
)
_PERIOD = re.compile(r"当初|現計|年度")
_VERSUS = re.compile(
    r"(?P<one>[^。?]{1,50}?)\s*(?:vs\.?|対)\s*(?P<two>[^。?、]{1,40}?)\s*[、。,]?\s*(?:の\s*)?"
    r"(?:(?<![a-z])(?:gap|diff|delta|difference)(?![a-z])|[δ∆]|差額|差分)(?:は|を出したい|が知りたい|を|で)?[?。]?$"
)
_ENDS_APART = re.compile(
    r"(?<![a-z])max(?:imum)?\s*(?:[(](?P<of>[^()]{0,20})[)])?\s*(?:-|と|vs)\s*min(?:imum)?(?![a-z])(?:\s*[(][^()]{0,20}[)])?"
)
_YOY_CLAIM = re.compile(
    r"(?:の|が|は|、|\s)*(?:対前年度?増減率|増減率|伸び率|対前年|前年比|yoy)\s*(?:=|は|が)\s*(?P<sign>[-+▲])?(?P<n>[0-9.]{1,6})%\s*(?:[?]|(?:で(?:合|正|いい)|ですか|だよね|ですよね))"
)
_HOW_MUCH = re.compile(r"(?<![▲※])\s*=\s*[?](?=$|[\s、。])")


def ends_apart(text: str) -> str:
    """Folded text with «max - min», «max(予算額) - min(予算額)» in words."""
    return _ENDS_APART.sub(
        lambda match: f"{printed(match['of'])}の最大と最小の差" if match["of"] else "最大と最小の差", text
    )


def arithmetic(text: str) -> str:
    """Folded text with its arithmetic in words."""
    text = _VERSUS.sub(r"\g<one>と\g<two>の差額", text)
    text = _SUM.sub(_sum, text)
    text = _OVER.sub(_over, text)
    text = _YOY_CLAIM.sub(_claimed, text)
    return _HOW_MUCH.sub("はいくら", text)


def _sum(match: re.Match[str]) -> str:
    what = printed(match["inside"] or match["what"] or "")
    return f"{what}{'の' if what else ''}合計"


def _over(match: re.Match[str]) -> str:
    of = (match["of"] or "").strip()
    of_periods = _PERIOD.search(match["base"]) and _PERIOD.search(of)
    if match["ratio"] is not None and not (match["sign"] == "÷" and of_periods):
        return match.group()  # share or times, nobody said; «R1当初 / 貿易振興» stand beside each other
    asked = "何%" if match["percent"] else "何倍"
    return f"{of}{'は' if of else ''}{match['base'].strip()}の{asked}"


def _claimed(match: re.Match[str]) -> str:
    moved = "減った" if match["sign"] in {"-", "▲"} else "増えた"
    return f"は{match['n']}%{moved}か?"
