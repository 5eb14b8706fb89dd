"""Sources of the series of 22 February 2026 (RFC v4)."""

from __future__ import annotations


def patch(number: int) -> str:
    """Source text of a patch of the series (message ids count the cover letter as 1)."""
    return f"patch {number:02} of 27 (20260222084842.1824063-{number + 1}-gourry@gourry.net)"
