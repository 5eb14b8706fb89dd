"""What the REST and the gRPC edge share: reads, page tokens, refusals as data, imports."""
