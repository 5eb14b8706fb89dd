"""Epochs of drivers: who is fenced stays fenced over a restart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "driver_epochs",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("nid", sa.BigInteger(), nullable=False),
        sa.Column("driver", sa.Text(), nullable=False),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("host", "nid", "driver", name="pk_driver_epochs"),
    )


def downgrade() -> None:
    op.drop_table("driver_epochs")
