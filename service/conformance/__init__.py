"""Conformance: replays recorded and restated cases against the engine and compares."""
