"""The gRPC edge: parse, authorise, one use case, render."""
