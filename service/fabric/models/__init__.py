"""Kernel models as requests name and carry them."""
