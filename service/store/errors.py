"""Why a store cannot be opened: messages for the person who started the process."""

from __future__ import annotations


class StoreOpenError(Exception):
    """A database cannot be opened; the text says which and why."""


class StoreUrlError(StoreOpenError):
    """No store is behind this URL."""


class StoreFileError(StoreOpenError):
    """The file cannot be opened, or is no SQLite database."""


class StoreLockedError(StoreOpenError):
    """Another process serves this database."""


class SchemaError(StoreOpenError):
    """The database has another schema than this code, and may not be migrated here."""
