"""The documents of the tests: the one the package ships and an invented one of another government."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from db.ingest.bundled import ensure_bundled
from db.ingest.load import load
from nlp.catalogue import DocumentRef

INVENTED = Path(__file__).parent.parent / "documents" / "unabara_r5_norin_suisan.txt"
"""Other government, department, divisions, projects, years; 12月現計; most figures rise. No code knows it."""

LOADED_AT = datetime(2024, 4, 1, 9, 0, tzinfo=UTC)


async def load_bundled(engine: AsyncEngine) -> None:
    await ensure_bundled(engine, LOADED_AT)


async def load_invented(engine: AsyncEngine) -> DocumentRef:
    """Load the invented document as a person would: by hand, the data file beside it, nothing to accept."""
    report = await load(
        engine,
        INVENTED.read_text(encoding="utf-8"),
        INVENTED.with_suffix(".toml").read_text(encoding="utf-8"),
        file_name=INVENTED.name,
        bundled=False,
        accept=False,
        now=LOADED_AT,
        progress=None,
    )
    return report.document
