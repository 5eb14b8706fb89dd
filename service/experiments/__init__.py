"""Scenario files: what they say, how they run against any target, and how their answers print."""
