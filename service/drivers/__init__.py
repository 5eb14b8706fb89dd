"""Driver session registry, deadlines, epochs; implements the driver port of control."""
