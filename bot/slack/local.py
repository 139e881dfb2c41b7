"""A Slack on this machine, for trying and for tests: found, or installed from npm, and started."""

from __future__ import annotations

import asyncio
import json
import platform
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientError, ClientSession

from bot.settings import LOCAL_SLACK
from bot.slack.credentials import NoLocalSlack

VERSION = "0.1.8"
_HOST = "127.0.0.1"
_PATIENCE_SECONDS = 20.0


async def local_slack(environment: Mapping[str, str], folder: Path) -> Path:
    """The program: where the environment says, else installed into the folder (once). Raises NoLocalSlack."""
    told = environment.get(LOCAL_SLACK, "")
    if told:
        return Path(told)
    package = _package()
    program = (
        folder / "node_modules" / package / "bin" / ("local-slack.exe" if sys.platform == "win32" else "local-slack")
    )
    if not program.is_file():
        await _install(f"{package}@{VERSION}", folder)
    return program


async def _install(package: str, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NoLocalSlack("node")
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--no-save", package,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, complaint = await process.communicate()
    if process.returncode != 0:
        raise NoLocalSlack("npm", complaint.decode(errors="replace"))


def _package() -> str:
    system = {"darwin": "darwin", "win32": "windows"}.get(sys.platform, "linux")
    machine = "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x64"
    return f"local-slack-{system}-{machine}"


@asynccontextmanager
async def running(program: Path, workspace: Mapping[str, object], port: int = 0) -> AsyncIterator[str]:
    """Started with a workspace, as the program reads it; yields its address. Raises NoLocalSlack."""
    port = free_port(port)
    address = f"http://{_HOST}:{port}"
    with TemporaryDirectory(prefix="yosan-slack-") as folder:
        config = Path(folder) / "workspace.json"
        config.write_text(json.dumps(workspace, ensure_ascii=False), "utf-8")
        process = await asyncio.create_subprocess_exec(
            str(program), "--config", str(config), "--port", str(port), "--base-host", _HOST,
            "--files-dir", str(Path(folder) / "files"),
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            await _up(process, address)
            yield address
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


def free_port(wanted: int = 0) -> int:
    """A port nobody listens at now: the one wanted, or any for 0. Raises NoLocalSlack where it is taken."""
    try:
        with socket.create_server((_HOST, wanted)) as listening:
            return int(listening.getsockname()[1])
    except OSError as error:
        # Whoever is there might well answer like a Slack.
        raise NoLocalSlack("start", str(error)) from error


async def _up(process: asyncio.subprocess.Process, address: str) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + _PATIENCE_SECONDS
    async with ClientSession() as session:
        while loop.time() < until and process.returncode is None:
            try:
                async with session.get(f"{address}/_control/state") as answer:
                    if answer.status == 200:
                        return
            except ClientError:
                pass
            await asyncio.sleep(0.05)
    raise NoLocalSlack("start", str(process.returncode))
