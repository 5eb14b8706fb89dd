"""The CXL fabric model: buses, ports, memdevs, decoders, regions. Pure."""
