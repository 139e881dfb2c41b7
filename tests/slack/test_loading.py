"""Documents sent to the bot: loaded for admins, and asked about at once."""

from __future__ import annotations

from pathlib import Path

from bot.wording import surface as words
from tests.support.stage import ADMIN, NAMED, SATO, Stage, staged

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
INVENTED = tuple(DOCUMENTS / f"unabara_r5_norin_suisan.{end}" for end in ("txt", "toml"))


async def sent(stage: Stage, files: tuple[Path, ...], user: str) -> str:
    await stage.open_home(user)
    channel = await stage.direct(user)
    ts = await stage.send_files(files, channel, user)
    return str((await stage.reply(ts, channel))["text"])


async def test_only_admins_load(program: Path, store: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_text("予算ではない文", "utf-8")
    async with staged(program, store, http=False) as stage:
        assert await sent(stage, INVENTED, SATO) == words.ONLY_ADMINS_LOAD
        assert "読み込めませんでした" in await sent(stage, (broken,), ADMIN)
        before = await stage.reply(await stage.say(f"{NAMED} 部の予算は全部でいくら？"))
        report = await sent(stage, INVENTED, ADMIN)
        assert "海原県" in report.splitlines()[0]
        assert "総合計  3/3" in report

        async def asked_of_the_new_one() -> bool:
            reply = await stage.reply(await stage.say(f"{NAMED} 部の予算は全部でいくら？"))
            return "海原県" in reply["text"]

        assert "海原県" not in before["text"]
        assert await stage.until(asked_of_the_new_one)
