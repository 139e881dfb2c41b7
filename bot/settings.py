"""What the surroundings decide: where the store is, and whether details of failures are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASE_URL = "YOSAN_DATABASE_URL"
DATA_DIR = "YOSAN_DATA_DIR"
DEBUG = "YOSAN_DEBUG"
SLACK_TEAMS = "YOSAN_SLACK_TEAMS"
SLACK_CHANNELS = "YOSAN_SLACK_CHANNELS"
SLACK_ADMINS = "YOSAN_SLACK_ADMINS"
SLACK_STRANGERS = "YOSAN_SLACK_STRANGERS"
SLACK_API = "YOSAN_SLACK_API"
LOCAL_SLACK = "YOSAN_LOCAL_SLACK"
DIGEST_HOURS = "YOSAN_DIGEST_HOURS"
_SLACK = (SLACK_TEAMS, SLACK_CHANNELS, SLACK_ADMINS, SLACK_STRANGERS, SLACK_API, LOCAL_SLACK)
VARIABLES = (DATABASE_URL, DATA_DIR, DEBUG, *_SLACK, DIGEST_HOURS)
"""Every environment variable the bot reads; the README documents each."""


@dataclass(frozen=True, slots=True)
class Settings:
    database_url: str
    """SQLAlchemy's form, with or without a driver: «sqlite:////srv/yosan.db», «postgresql://…»."""
    data_dir: Path
    """Where the bot's own files are: the store unless a URL says otherwise, chat history, the failure log."""
    debug: bool = False
    """Keep the details of an unexpected failure in `failure_log`."""

    digest_hours: int = 24
    """A digest later than that is not posted any more."""

    @property
    def chat_history(self) -> Path:
        return self.data_dir / "chat-history"

    @property
    def failure_log(self) -> Path:
        return self.data_dir / "failures.log"


def read_settings(environment: Mapping[str, str], database_url: str | None = None) -> Settings:
    """Settings of an environment; `database_url`, from the command line, goes before it. Empty counts as unset."""
    data_dir = _data_dir(environment.get(DATA_DIR, ""))
    return Settings(
        database_url=database_url or environment.get(DATABASE_URL) or f"sqlite:///{data_dir / 'yosan.db'}",
        data_dir=data_dir,
        debug=environment.get(DEBUG, "") not in ("", "0"),
        digest_hours=int(hours) if (hours := environment.get(DIGEST_HOURS, "").strip()).isdecimal() else 24,
    )


def _data_dir(told: str) -> Path:
    if told:
        return Path(told).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("yosan", appauthor=False)
