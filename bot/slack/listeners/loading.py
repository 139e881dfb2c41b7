"""Documents sent to the bot in a direct message: loaded for an admin, with the report of `yosan load`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.failures import told
from bot.slack.call import Call
from bot.slack.envelopes import Body
from bot.slack.posting import Spot
from bot.slack.view.escape import escape
from bot.slack.view.message import Message
from bot.slack.view.parts import paragraphs
from bot.wording import surface as words
from bot.wording.loading import report_lines
from db.errors import StoreError

_MOST_BYTES = 5_000_000
_SLACK = (".slack.com", ".slack-gov.com")

File = Mapping[str, Any]


def attached(body: Body) -> tuple[File, ...]:
    """The text files and data files that came with a message; none where there is no text file."""
    files = (body.get("event") or {}).get("files") or ()
    found = tuple(file for file in files if _name(file).endswith((".txt", ".toml")))
    return found if any(_name(file).endswith(".txt") for file in found) else ()


async def load_attached(call: Call, files: tuple[File, ...]) -> None:
    """Load the first text file, with the data file beside it, and say what was found in it."""
    found = call.envelope
    spot = Spot(found.sender.channel, found.thread or found.ts)
    if found.sender.user not in call.work.permissions.admins:
        await call.work.posting.post(spot, Message(words.ONLY_ADMINS_LOAD))
        return
    text = next(file for file in files if _name(file).endswith(".txt"))
    data = next((file for file in files if _name(file).endswith(".toml")), None)
    if any(int(file.get("size") or 0) > _MOST_BYTES for file in files):
        await call.work.posting.post(spot, Message(words.FILE_TOO_LARGE))
        return
    described = await _content(call, data) if data else None
    try:
        report = await call.work.load(await _content(call, text), described, str(text.get("name")))
    except StoreError as error:
        await call.work.posting.post(spot, Message(escape(told(error)[0])))
        return
    lines = report_lines(report)
    await call.work.posting.post(spot, Message(escape("\n".join(lines)), tuple(paragraphs(list(lines)))))


async def _content(call: Call, file: File) -> bytes:
    """Raises ClientError where Slack does not hand it out."""
    client, url = call.work.posting.client, str(file["url_private_download"])
    host, own = urlsplit(url).hostname or "", urlsplit(client.base_url).hostname
    if host != own and not host.endswith(_SLACK):
        # The bot's token is for nobody but Slack.
        raise ValueError(host)
    assert client.session is not None  # noqa: S101  (all clients are made with one)
    async with client.session.get(url, headers={"Authorization": f"Bearer {client.token}"}) as answer:
        answer.raise_for_status()
        return await answer.read()


def _name(file: File) -> str:
    return str(file.get("name") or "").lower()
