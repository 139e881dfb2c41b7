"""`yosan slack` as a process: what it says, and that being stopped loses nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from aiohttp import web

from bot.slack.local import VERSION, running
from bot.slack.playground import CREDENTIALS, workspace
from bot.wording import surface as words
from tests.support.relay import HOST, Relay, free_port
from tests.support.stage import NAMED, Stage

QUESTIONS = ("貿易振興課の予算は？", "雇用対策課の予算は？", "一般会計の予算は？", "新規事業を挙げて")


async def started(environment: dict[str, str], *arguments: str) -> asyncio.subprocess.Process:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "slack", *arguments]
    return await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_told_to_stop_it_answers_what_it_was_asked(program: Path, tmp_path: Path) -> None:
    async with running(program, workspace()) as address:
        environment = {
            "YOSAN_DATA_DIR": str(tmp_path),
            "YOSAN_SLACK_API": f"{address}/api/",
            "SLACK_BOT_TOKEN": CREDENTIALS["botToken"],
            "SLACK_APP_TOKEN": CREDENTIALS["appToken"],
        }
        process = await started(environment)
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 20)
        assert "つながりました" in line.decode()
        stage = Stage(Relay(free_port()), address)
        try:
            # One channel takes a message a second: most are waiting when the signal comes.
            sent = [await stage.say(f"{NAMED} {text}") for text in QUESTIONS]
            process.send_signal(signal.SIGTERM)
            rest, complaint = await asyncio.wait_for(process.communicate(), 30)
            assert process.returncode == 0
            assert complaint == b""
            assert rest.decode().splitlines() == [words.STOPPING, words.STOPPED]
            assert [len(await stage.replies(ts)) for ts in sent] == [1] * len(sent)
        finally:
            await stage.close()


async def test_without_tokens_it_says_what_to_make_where(tmp_path: Path) -> None:
    environment = {"YOSAN_DATA_DIR": str(tmp_path), "SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}
    process = await started(environment)
    _, complaint = await process.communicate()
    assert process.returncode == 2
    for said in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "connections:write", "deploy/slack/manifest.json"):
        assert said in complaint.decode()


async def test_a_port_that_is_taken(program: Path, tmp_path: Path) -> None:
    async with running(program, workspace()) as address:
        environment = {
            "YOSAN_DATA_DIR": str(tmp_path),
            "YOSAN_SLACK_API": f"{address}/api/",
            "SLACK_BOT_TOKEN": CREDENTIALS["botToken"],
            "SLACK_SIGNING_SECRET": CREDENTIALS["signingSecret"],
        }
        process = await started(environment, "--http", "--port", address.rpartition(":")[2])
        _, complaint = await process.communicate()
        assert process.returncode == 2
        assert "待ち受けられません" in complaint.decode()


async def test_a_token_slack_does_not_know(tmp_path: Path) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": "invalid_auth"})

    app = web.Application()
    app.router.add_post("/api/auth.test", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, HOST, port).start()
    environment = {
        "YOSAN_DATA_DIR": str(tmp_path),
        "YOSAN_SLACK_API": f"http://{HOST}:{port}/api/",
        "SLACK_BOT_TOKEN": "xoxb-wrong",
        "SLACK_APP_TOKEN": "xapp-wrong",
    }
    complaints = []
    for _ in range(2):
        process = await started(environment)
        _, complaint = await process.communicate()
        assert process.returncode == 2
        complaints.append(complaint.decode())
        await runner.cleanup()
    refused, unreachable = complaints
    assert "SLACK_BOT_TOKEN" in refused
    assert "invalid_auth" in refused
    assert "つながりません" in unreachable


def test_ci_installs_the_version_the_playground_does() -> None:
    ci = Path(__file__).resolve().parents[2] / ".ci" / "run"
    assert f"$slack@{VERSION}" in ci.read_text("utf-8")
