"""The gRPC edge: the same commands and reads, from the same tables as REST."""
