"""«一番予算の多い課の事業は何件»: a question about what another question would have to find first.

A query's rows are said, not found: such a question is asked in two steps, «一番予算の多い課は?», «その課の事業は何件?».
"""

from __future__ import annotations

import re

from nlp.frame import Frame

_NTH = r"[0-9一二三四五六]{1,3}(?:番目|位)に(?=[^、。?]{0,10}?(?:多|大き|高|少|小さ|安|増|減|伸び))"
_MOST = rf"(?:{_NTH}|一番|いちばん|最も|もっとも|最大|最小|最多|最少|最高|最低|ダントツ|トップ|首位)"
_CLAUSE = r"(?:^|(?<=[、。?]))"
"""Anywhere else a clause would be tried again from each of its characters."""
_OF_DIVISION = re.compile(rf"{_CLAUSE}(?P<head>[^、。?]*{_MOST}[^、。?]{{0,16}}?課)の(?P<tail>[^、。?]+)")
_OF_PROJECT = re.compile(
    rf"{_CLAUSE}(?P<head>[^、。?]*{_MOST}[^、。?]{{0,12}}?事業の(?:担当|所管)?課)の(?P<tail>(?:当初)?(?:予算|総額|主要|事業|増減|前年|去年)[^、。?]*)"
)
_PROJECTS = re.compile(r"(?:主要)?(?:事業|施策)(?!費)|新規|拡充|継続|件数|中で|うち[^?]")
_MOVES = re.compile(r"(?:予算)?(?:の)?(?:増減|伸び|変化|増加|減少)|(?:前|昨)年|去年|[0-9]+月")
_YEAR = re.compile(r"(?:(?:前|昨)年度?|去年)(?!度|比|から|より)")
_AMOUNT = re.compile(r"(?:当初)?(?:予算|総額|金額|額)")
_MOVED = re.compile(r"増え|増加|減っ|減少|伸び|落ち|変化|増減|変わ")
_COUNTED = re.compile(r"(?:事業|新規|拡充|継続|件数|事業数|本数)")


def nested(frame: Frame) -> tuple[str, str] | None:
    """What would have to be found first, and what is asked of it; None where a question asks once."""
    if frame.divisions:
        return None
    if match := _OF_PROJECT.search(frame.text):
        return match["head"], match["tail"]
    match = _OF_DIVISION.search(frame.text)
    if match is None:
        return None
    head, tail = match["head"], match["tail"]
    counted, moved = bool(_COUNTED.search(head)), bool(_MOVED.search(head))
    projects = bool(_PROJECTS.match(tail)) and not (counted and re.match(r"件数|事業数|事業の数|数", tail))
    other = (bool(_MOVES.match(tail)) and not moved) or bool(_YEAR.match(tail))
    amount = bool(_AMOUNT.match(tail)) and (counted or moved)
    return (head, tail) if projects or other or amount else None
