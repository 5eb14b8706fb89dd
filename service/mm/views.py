"""Reads of a host's state: pure functions from state to the view models."""
