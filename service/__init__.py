"""cxltwin: a digital twin of a CXL fabric whose hosts have private memory nodes."""
