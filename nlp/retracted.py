"""«今のなし。…», «今のは忘れて、…»: the last turn is taken back before the rest is read."""

from __future__ import annotations

import re

from nlp.reading import Context

_TAKEN_BACK = re.compile(
    r"^(?:あ|ごめん(?:なさい)?|すみません|やっぱり?|いや|えっと|[、,。!\s])*"
    r"(?:今|いま|さっき|直前|最後)の(?:は|質問は?|条件は?|やつは?|それは)?、?"
    r"(?:なし|ナシ|無し|取り?消し?|取消|キャンセル|忘れて|無視(?:し)?て?|なかった(?:こと|事)(?:に|で)(?:し)?て?)"
    r"(?:で|に|して|ください|下さい|お願いします|です|ね|よ)*[。、,!\s]+"
)


def without_last(text: str, context: Context) -> tuple[str, Context]:
    """What is left of a folded turn, and the conversation without its last turn, where that was taken back."""
    match = _TAKEN_BACK.match(text)
    if match is None or match.end() == len(text) or not context.earlier:
        return text, context
    before, *earlier = context.earlier
    spoken_of = tuple(named for named in context.subjects if named not in context.queries[-1].selection.subjects)
    return text[match.end() :], Context(
        before.queries, before.results, spoken_of, opened=before.opened, earlier=tuple(earlier)
    )
