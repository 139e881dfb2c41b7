"""Question sets as YAML, the form of the project's own cases.

document: bundled
cases:
  - name: division_this_year
    expect: {amount: 2158796}
    phrasings: [雇用対策課の予算は, 雇用対策課 R2 当初]
  - name: last_year
    turns:
      - {ask: 雇用対策課の予算は, expect: {amount: 2158796}}
      - {ask: 前年度は, expect: {amount: 2327390}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from bot.conversations import Flaw
from bot.evaluation.exact import EXACT
from bot.evaluation.expectations import Expectation
from bot.evaluation.questions import BadQuestions, Case, Fault, QuestionSet, Turn, expectation

_FILE_KEYS = {"document", "cases"}
_PHRASED = {"name", "expect", "phrasings"}
_TURNED = {"name", "turns"}
_TURN = {"ask", "expect"}


def read_casefile(content: bytes, file: str, name: str) -> QuestionSet:
    """Errors: `BadQuestions`."""
    return _CaseFile(content, file, name).question_set()


class _CaseFile:
    """One file while it is read: nodes know their lines, values do not."""

    def __init__(self, content: bytes, file: str, name: str) -> None:
        self._file = file
        self._name = name
        self._loader = yaml.SafeLoader("")
        self._root = self._parsed(self._text(content))

    def _text(self, content: bytes) -> str:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise BadQuestions(self._file, line, Flaw.NOT_UTF8) from error

    def _parsed(self, text: str) -> yaml.Node:
        try:
            root: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = min(mark.line + 1, len(text.splitlines())) if mark else None
            raise BadQuestions(self._file, line, Fault.NOT_YAML, error.problem or "") from error
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise BadQuestions(self._file, line, Fault.NOT_YAML, error.reason) from error
        except RecursionError as error:
            raise BadQuestions(self._file, None, Fault.NOT_YAML) from error
        if root is None:
            raise BadQuestions(self._file, None, Fault.EMPTY)
        return root

    def question_set(self) -> QuestionSet:
        top = self._mapping(self._root, Fault.NOT_A_CASE_FILE)
        if not set(top) >= _FILE_KEYS or not set(top) <= {*_FILE_KEYS, "about"}:
            raise self._fault(self._root, Fault.NOT_A_CASE_FILE)
        cases = tuple(case for node in self._sequence(top["cases"], "cases") for case in self._cases(node))
        seen: set[str] = set()
        for node in self._sequence(top["cases"], "cases"):
            named = self._mapping(node, Fault.WRONG_KEYS)["name"]
            if named.value in seen:
                raise self._fault(named, Fault.TWICE, named.value)
            seen.add(named.value)
        return QuestionSet(self._name, self._said(top["document"], "document"), EXACT, cases)

    def _cases(self, node: yaml.Node) -> Iterator[Case]:
        """The case of turns, or a case a phrasing."""
        entry = self._mapping(node, Fault.WRONG_KEYS)
        if set(entry) not in (_PHRASED, _TURNED):
            raise self._fault(node, Fault.WRONG_KEYS, *entry)
        name = self._said(entry["name"], "name")
        identity, tag = f"{self._name}:{name}", f"{self._name}/{name}"
        if set(entry) == _TURNED:
            yield Case(identity, tag, tuple(self._turn(turn) for turn in self._sequence(entry["turns"], "turns")))
            return
        expected = self._expected(entry["expect"])
        for number, phrasing in enumerate(self._sequence(entry["phrasings"], "phrasings"), 1):
            yield Case(f"{identity}:{number}", tag, (Turn(self._said(phrasing, "phrasings"), expected),))

    def _turn(self, node: yaml.Node) -> Turn:
        turn = self._mapping(node, Fault.WRONG_KEYS)
        if set(turn) != _TURN:
            raise self._fault(node, Fault.WRONG_KEYS, *turn)
        return Turn(self._said(turn["ask"], "ask"), self._expected(turn["expect"]))

    def _expected(self, node: yaml.Node) -> Expectation:
        try:
            value = self._loader.construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError) as error:
            raise self._fault(node, Fault.NO_EXPECTATION) from error
        return expectation(value, EXACT, self._file, _line(node))

    def _mapping(self, node: yaml.Node, otherwise: Fault) -> Mapping[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._fault(node, otherwise)
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in found:
                raise self._fault(key, Fault.TWICE, str(key.value))
            found[str(key.value)] = value
        return found

    def _sequence(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._fault(node, Fault.WRONG_KEYS, what)
        if not node.value:
            raise self._fault(node, Fault.EMPTY)
        return list(node.value)

    def _said(self, node: yaml.Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
            raise self._fault(node, Fault.NOT_TEXT, what)
        return str(node.value)

    def _fault(self, node: yaml.Node, why: Fault, *facts: str) -> BadQuestions:
        return BadQuestions(self._file, _line(node), why, *facts)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
