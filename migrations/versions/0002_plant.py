"""Inventory of the plant and of compositions: rows of what lies between hosts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "switches",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("switch", sa.Text(), nullable=True),
        sa.Column("powered", sa.BigInteger(), nullable=True),
        sa.Column("nr_ports", sa.BigInteger(), nullable=True),
        sa.Column("nr_decoders", sa.BigInteger(), nullable=True),
        sa.Column("generation", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_switches"),
    )
    op.create_table(
        "vppbs",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("switch", sa.Text(), nullable=True),
        sa.Column("vcs_id", sa.BigInteger(), nullable=True),
        sa.Column("vppb_id", sa.BigInteger(), nullable=True),
        sa.Column("binding_status", sa.Text(), nullable=True),
        sa.Column("bound_port_id", sa.BigInteger(), nullable=True),
        sa.Column("bound_ld_id", sa.BigInteger(), nullable=True),
        sa.Column("frozen", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_vppbs"),
    )
    op.create_table(
        "devices",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("powered", sa.BigInteger(), nullable=True),
        sa.Column("ram_size", sa.BigInteger(), nullable=True),
        sa.Column("pmem_size", sa.BigInteger(), nullable=True),
        sa.Column("dc_size", sa.BigInteger(), nullable=True),
        sa.Column("memory_class", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("ats", sa.BigInteger(), nullable=True),
        sa.Column("generation", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_devices"),
    )
    op.create_table(
        "links",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("upper", sa.Text(), nullable=True),
        sa.Column("lower", sa.Text(), nullable=True),
        sa.Column("up", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_links"),
    )
    op.create_table(
        "compositions",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("composition", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("confirmed", sa.BigInteger(), nullable=True),
        sa.Column("lease_end_ns", sa.BigInteger(), nullable=True),
        sa.Column("generation", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_compositions"),
    )
    op.create_table(
        "composition_parts",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("composition", sa.Text(), nullable=True),
        sa.Column("part", sa.BigInteger(), nullable=True),
        sa.Column("part_host", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("nid", sa.BigInteger(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("private", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_composition_parts"),
    )


def downgrade() -> None:
    op.drop_table("composition_parts")
    op.drop_table("compositions")
    op.drop_table("links")
    op.drop_table("devices")
    op.drop_table("vppbs")
    op.drop_table("switches")
