"""SQLAlchemy tables, journal, snapshots, inventory projection, idempotency, audit."""
