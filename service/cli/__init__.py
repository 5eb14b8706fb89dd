"""The command line: `cxltwin ...`."""
