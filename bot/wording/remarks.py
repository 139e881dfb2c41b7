"""NOTES, DOCUMENT: what the document says in its own words."""

from __future__ import annotations

from bot.wording.figures import Words
from db.answer import Answer
from nlp.explain import document_name
from nlp.say import named_words, quoted

_VERDICTS = {True: "はい。", False: "いいえ。", None: ""}


def notes(answer: Answer) -> Words:
    """«課・会計別予算額の注記: 「※ 総合支庁予算を含む」», several as rows."""
    if answer.query.term and len(answer.remarks) == 1:
        (remark,) = answer.remarks
        return Words((f"{_VERDICTS[answer.yes]}資料の注記に{quoted(remark.text)}とあります。",))
    said = [
        f"{named_words(remark.about) if remark.about else remark.source.section}の注記: {quoted(remark.text)}"
        for remark in answer.remarks
    ]
    if len(said) == 1:
        return Words((f"{said[0]}",))
    return Words((f"資料の注記（※）は、次の{len(said)}件です。",), tuple(f"・{each}" for each in said))


def document(answer: Answer) -> Words:
    """«山形県「令和2年度 商工労働部予算の概要」で、日付は令和2年2月です。»"""
    published = f"日付は {answer.remarks[1].text} です。" if len(answer.remarks) > 1 else "日付は印字されていません。"
    title = f"「{document_name(answer.document)}」（{answer.document.department}）"
    return Words((f"この資料は{title}です。{published}", "金額の単位は千円です。"))
