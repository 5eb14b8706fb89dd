"""Dashboard and offline documentation pages; no foreign origin."""
