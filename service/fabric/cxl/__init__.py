"""CXL across hosts: the plant of a fabric, what hosts see of it, memory that comes and goes."""
