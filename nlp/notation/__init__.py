"""What analysts and developers write in notation, in the words the rules read.

Queries («COUNT(*) WHERE 区分=新規»), functions («mean(予算額)»), sets («担当 ∈ {A, B}»), relations («R2当初 > R1当初»),
arithmetic («A ÷ B で %») and code words among Japanese. What is not rewritten for certain stays as it was written, and
the checks for what was left unread decline it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.notation.arithmetic import arithmetic, ends_apart
from nlp.notation.code import code_words
from nlp.notation.functions import clauses, functions
from nlp.notation.periods import columns, differences, relations
from nlp.notation.predicates import joined, predicates, with_nouns
from nlp.notation.sets import sets
from nlp.notation.shorthand import shorthand
from nlp.query import Period

_NOTED = re.compile(
    r"[a-z=\\≠≥≧≤≦<>∈∉⊇⊃∋∌∩∪∖∧∨¬|&!δ∆σ∑÷/×@→⇒~%]|上限|下限|を1(?:00)?と|分母|母数|枠内|計比|戦略[0-9]"
    r"|[新規]\s*[/:|]\s*拡|ステータス|(?:印|区分欄?|マーク|ラベル)[がは]|未満|以上(?=[と・/、])|差分|再掲フラグ"
    r"|ロールバック|を取|をと"
)
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヶ一-鿿]")
_ENGLISH = re.compile(r"[a-z']+(?: [a-z']+){4,}")
_TWO_WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}")
_QUERY = re.compile(r"(?<![a-z])(?:where|select|group by|order by|having|limit)(?![a-z])")
_SIGNS = (
    ("≧", "≥"), ("≦", "≤"), (">=", "≥"), ("<=", "≤"), ("==", "="), ("!=", "≠"), ("&&", "∧"), ("||", "∨"),
    ("⋂", "∩"), ("⋃", "∪"), ("\\", "∖"), ("⊃", "⊇"), ("∆", "δ"),
)  # fmt: skip
_OR = re.compile(r"(?<![a-z])or(?![a-z])|または|もしくは")
_SIZE = re.compile(r"[|]\s*(?!担当|所管|増減|差|伸び|予算|金額|額)(?P<of>[^|a-z+-]{1,40}?)\s*[|]")
"""«|拡充 ∩ 雇用対策課|»: how many there are."""
_UNEQUAL = re.compile(r"<>(?!\s*$)")


def in_words(text: str, periods: Sequence[Period]) -> str:
    """Folded text with its notation in words; unchanged where it has none.

    Args:
        text: folded question.
        periods: the document's, in printed order.
    """
    if not _NOTED.search(text) or (_ENGLISH.search(text) and not _QUERY.search(text)):
        return text
    for sign, plain in _SIGNS:
        text = text.replace(sign, plain)
    text = _SIZE.sub(r"count(\g<of>)", text)
    text = columns(_UNEQUAL.sub("≠", text), periods)
    clausal = joined(sets(predicates(relations(text, periods))))
    # One condition or another: no chain of clauses says it, and none may be read as both.
    text = _OR.sub("∨", text) if clausal is None else clausal
    text = with_nouns(clauses(functions(ends_apart(text))))
    text = arithmetic(shorthand(differences(text, periods)))
    return code_words(text) if _JAPANESE.search(text) or not _TWO_WORDS.search(text) else text
