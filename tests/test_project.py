"""The project as a whole: what README, requirements and CI promise is what the code has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from bot.cli import cli
from bot.conversations import Flaw
from bot.evaluation.comparison import Direction
from bot.evaluation.expectations import Verdict
from bot.evaluation.questions import Fault
from bot.exits import Exit
from bot.settings import VARIABLES
from bot.wording import evaluation, failures, loading
from db.errors import BadData, Unreadable
from db.ingest.report import CheckKind, Step
from tests.support import readme

ROOT = Path(__file__).resolve().parent.parent
README = readme.README.read_text("utf-8")
CI = ROOT / ".ci" / "run"
REQUIREMENTS = (ROOT / "deploy" / "requirements.txt").read_text("utf-8")
PACKAGES = ("bot", "nlp", "db")
TEXT = {".py", ".toml", ".md", ".txt", ".yaml", ".yml", ".json", ".mako", ""}
HOSTS = re.compile(r"https?://|\b(?:pypi|pythonhosted|localhost|127\.0\.0\.1)\b")
MACHINE = re.compile(r"(?<![\w.~…*-])/(?:home|root|Users|work|farm|tmp|opt)/[a-z0-9_.-]+")


def _shipped() -> list[Path]:
    """Files of the project as someone gets them: nothing that git ignores, no caches."""
    folders = [ROOT / name for name in (*PACKAGES, "tests", "deploy", ".ci")]
    files = [
        path for folder in folders for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    return [*files, ROOT / "README.md", ROOT / "pyproject.toml"]


def _commands(group: click.Group = cli, above: str = "") -> list[tuple[str, click.Command]]:
    """Every command and the words it is called by, those of groups among them."""
    found: list[tuple[str, click.Command]] = [(above, group)]
    for name, command in group.commands.items():
        path = f"{above} {name}".strip()
        found += _commands(command, path) if isinstance(command, click.Group) else [(path, command)]
    return found


def _readme_commands() -> list[str]:
    blocks = re.findall(r"```(?:console|sh|bash|text)?\n(.*?)```", README, flags=re.S)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [match[1] for line in lines if (match := re.match(r"(?:\$ )?(?:uv run )?yosan\s+(.*)", line))]


@pytest.mark.parametrize("variable", VARIABLES)
def test_readme_documents_every_environment_variable(variable: str) -> None:
    assert f"`{variable}`" in README


def test_every_environment_variable_named_in_the_code_is_declared() -> None:
    named = {name for folder in PACKAGES for path in (ROOT / folder).rglob("*.py") for name in _variables(path)}
    assert named == set(VARIABLES)


def _variables(path: Path) -> set[str]:
    return set(re.findall(r"\bYOSAN_[A-Z_]+\b", path.read_text("utf-8")))


@pytest.mark.parametrize("name", [name for name, _ in _commands() if name])
def test_readme_shows_every_command(name: str) -> None:
    assert any(f"{line} ".startswith(f"{name} ") for line in _readme_commands())


@pytest.mark.parametrize(
    "option",
    sorted(
        {
            option
            for _, command in _commands()
            for parameter in command.params
            if isinstance(parameter, click.Option)
            for option in parameter.opts
            if option not in ("--help", "--version")
        }
    ),
)
def test_readme_documents_every_option(option: str) -> None:
    assert f"`{option}" in README


def test_readme_commands_exist() -> None:
    lines = _readme_commands()
    assert lines
    commands = dict(_commands())
    for line in lines:
        called = [path for path in commands if path and f"{line} ".startswith(f"{path} ")]
        assert called, line
        known = {option for parameter in commands[max(called, key=len)].params for option in parameter.opts}
        used = {word for word in line.split() if word.startswith("--") and word != "--"}
        assert used <= known | {"--help"}, line


@pytest.mark.parametrize("code", [code for code in Exit if code is not Exit.INTERRUPTED])
def test_exit_codes_are_documented(code: Exit) -> None:
    assert re.search(rf"^\| {code.value} \|", README, flags=re.M)
    assert re.search(rf"^  {code.value} ", cli.help or "", flags=re.M)


def test_the_first_command_is_the_one_promised() -> None:
    first, second = re.findall(r"^uv run .*$", README, flags=re.M)[:2]
    assert first == 'uv run yosan ask "雇用対策課の今年度予算は？"'
    assert second == "uv run pytest"


def test_the_outputs_shown_are_real(tmp_path: Path) -> None:
    """Each example in the README's order, in one store: loading a document is seen by what comes after it."""
    environment = {"YOSAN_DATA_DIR": str(tmp_path)}
    shown = readme.examples(README)
    assert {each.arguments[0] for each in shown} >= {"ask", "load"}
    for each in shown:
        assert readme.printed(each.arguments, environment) == each.output, each.arguments


def test_every_option_explains_itself() -> None:
    silent = [
        f"{name} {option.opts[0]}"
        for name, command in _commands()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


@pytest.mark.parametrize("path", _shipped(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_path_of_anyones_machine(path: Path) -> None:
    if path.suffix in TEXT:
        assert MACHINE.findall(path.read_text("utf-8", errors="replace")) == []


def test_the_search_for_machine_paths_can_find_one() -> None:
    assert MACHINE.search(f"see {os.sep}home/someone/yosan.db")
    assert not MACHINE.search("$HOME/yosan.db https://example.org/home/page")


def test_requirements_name_no_host() -> None:
    assert HOSTS.findall(REQUIREMENTS) == []
    assert not re.search(r"^--(?:index|extra-index|find-links|trusted-host)", REQUIREMENTS, flags=re.M)


def _pins() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;\\]+)", REQUIREMENTS, flags=re.M))


def test_requirements_are_hashed() -> None:
    entries = re.split(r"\n(?=\S)", REQUIREMENTS.strip())
    assert len(entries) == len(_pins())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_requirements_are_what_pyproject_pins() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pinned = [
        re.fullmatch(r"([A-Za-z0-9-]+)(?:\[\w+\])?==(\S+)", line) for line in pyproject["project"]["dependencies"]
    ]
    assert all(pinned), "every dependency is pinned exactly"
    assert {match[1]: match[2] for match in pinned if match}.items() <= _pins().items()


def test_ci_ends_with_the_readme_test_command() -> None:
    assert os.access(CI, os.X_OK)
    assert CI.read_text("utf-8").rstrip().splitlines()[-1] == "step uv run pytest"
    assert "uv run pytest\n" in README


@pytest.mark.parametrize(
    "path",
    [path for folder in PACKAGES for path in sorted((ROOT / folder).rglob("*.py"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_modules_stay_small(path: Path) -> None:
    # A migration is a record of what was done, not a module to be read along others.
    assert "versions" in path.parts or len(path.read_text("utf-8").splitlines()) <= 400


def test_every_reason_has_its_sentence() -> None:
    assert set(failures.UNREADABLE) == set(Unreadable)
    assert set(failures.BAD_DATA) == set(BadData)
    assert set(failures.FLAWS) == set(Flaw)
    assert set(failures.FAULTS) == set(Fault)
    assert set(evaluation.VERDICTS) == set(Verdict)
    assert set(evaluation.DIRECTIONS) == set(Direction)
    assert set(loading.CHECKS) == set(CheckKind)
    assert set(loading.STEPS) == set(Step)
    facts = ("1", "2", "3")
    tables = (failures.UNREADABLE, failures.BAD_DATA, failures.FAULTS)
    assert all(say(facts).endswith(("。", "3")) for table in tables for say in table.values())


_SLACK = {"slack_bolt", "slack_sdk", "aiohttp", "uvicorn", "dotenv", "cattrs", "xlsxwriter"}


@pytest.mark.parametrize("package", ["bot.cli", "bot.failures"])
def test_starting_imports_nothing_heavy(package: str) -> None:
    """`yosan --help` and a mistyped option answer at once."""
    heavy = {"sqlalchemy", "alembic", "rich", "prompt_toolkit", "sudachipy", "asyncio", "aiosqlite", "psycopg"}
    assert _imported(f"import {package}") & (heavy | _SLACK) == set()


def test_answering_imports_neither_migrations_nor_rich() -> None:
    """A plain or JSON answer pays for what it uses."""
    assert _imported("import bot.asking") & ({"alembic", "rich", "prompt_toolkit", "psycopg"} | _SLACK) == set()


def _imported(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.split()}
