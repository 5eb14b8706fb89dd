"""PURE: devices of a host: cxl_sysram (24, 25), and the sample drivers of patches 26 and 27."""
