"""`/yosan-total`: what is to be totalled, as the question it stands for."""

from __future__ import annotations

from bot.wording import surface as words
from nlp.catalogue import Catalogue
from nlp.normalize import fold
from nlp.query import Kind


def total_question(text: str, catalogue: Catalogue) -> str:
    """The question: the department's total for nothing said, a breakdown for 「課別」, a name's budget for a name."""
    said = text.strip()
    if not said or fold(said) in (fold(each) for each in words.DEPARTMENT_TOTAL):
        department = next((each.named.name for each in catalogue.entries if each.named.kind is Kind.DEPARTMENT), "")
        return words.total_of(department or words.DEPARTMENT)
    if said.isdecimal():
        return words.total_of(f"No.{int(said)}")
    return next((question for name, question in words.TOTALS.items() if fold(said) == fold(name)), words.total_of(said))
