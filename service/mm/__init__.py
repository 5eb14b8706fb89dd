"""PURE: the kernel mm model of one host; one kernel concept a file, kernel names."""
