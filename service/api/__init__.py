"""The REST edge: one route table; parse, one use case, render."""
