"""Experiments and what-ifs as work of processes of their own, beside the event loop."""
