"""Answers on their way out; what a question's words and its answer were, for those who look after the bot."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("asker", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_open", "outbox", ["state", "lease_until"], unique=False)
    for name in ("reply", "unread", "reason"):
        op.add_column("asked", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_asked_at", "asked", ["asked_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_asked_at", "asked")
    for name in ("reply", "unread", "reason"):
        op.drop_column("asked", name)
    op.drop_table("outbox")
