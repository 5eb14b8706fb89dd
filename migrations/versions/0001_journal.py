"""Heads, journal with its audit view, snapshots, remembered answers, inventory projection."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fabrics",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("fabric", name="pk_fabrics"),
        postgresql_with={"fillfactor": "50"},
    )
    op.create_table(
        "subjects",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("fabric", "subject", name="pk_subjects"),
        postgresql_with={"fillfactor": "50"},
    )
    op.create_index(
        "uq_subjects_host",
        "subjects",
        ["subject"],
        unique=True,
        sqlite_where=sa.text("subject != ''"),
        postgresql_where=sa.text("subject != ''"),
    )
    op.create_table(
        "journal",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("engine_version", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("committed_at_ns", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("fabric", "revision", name="pk_journal"),
    )
    op.create_table(
        "snapshots",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("engine_version", sa.BigInteger(), nullable=False),
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("fabric", "revision", name="pk_snapshots"),
    )
    op.create_table(
        "idempotency",
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("expires_at_ns", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("principal", "key", name="pk_idempotency"),
    )
    op.create_index("ix_idempotency_expires_at_ns", "idempotency", ["expires_at_ns"])
    errno = "json_extract(result, '$.errno')"
    if op.get_bind().dialect.name == "postgresql":
        errno = "result::json ->> 'errno'"
    op.execute(
        "CREATE VIEW audit AS SELECT fabric, revision, principal, request_id, op, host,"
        f" coalesce({errno}, '') AS errno, committed_at_ns FROM journal"
    )
    op.create_table(
        "hosts",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("kernel_model", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("generation", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_hosts"),
    )
    op.create_table(
        "numa_nodes",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("nid", sa.BigInteger(), nullable=True),
        sa.Column("states", sa.Text(), nullable=True),
        sa.Column("private_owner", sa.Text(), nullable=True),
        sa.Column("np_ops", sa.Text(), nullable=True),
        sa.Column("zones", sa.Text(), nullable=True),
        sa.Column("managed_pages", sa.BigInteger(), nullable=True),
        sa.Column("free_pages", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_numa_nodes"),
    )
    op.create_table(
        "memdevs",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("memdev", sa.Text(), nullable=True),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("ram_size", sa.BigInteger(), nullable=True),
        sa.Column("pmem_size", sa.BigInteger(), nullable=True),
        sa.Column("pci_host", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_memdevs"),
    )
    op.create_table(
        "decoders",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("decoder", sa.Text(), nullable=True),
        sa.Column("port", sa.Text(), nullable=True),
        sa.Column("resource", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_decoders"),
    )
    op.create_table(
        "regions",
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("resource", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("interleave_ways", sa.BigInteger(), nullable=True),
        sa.Column("interleave_granularity", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("fabric", "host", "position", name="pk_regions"),
    )


def downgrade() -> None:
    op.execute("DROP VIEW audit")
    op.drop_table("regions")
    op.drop_table("decoders")
    op.drop_table("memdevs")
    op.drop_table("numa_nodes")
    op.drop_table("hosts")
    op.drop_table("idempotency")
    op.drop_table("snapshots")
    op.drop_table("journal")
    op.drop_table("subjects")
    op.drop_table("fabrics")
