"""The two sample drivers as separate gRPC client processes over the public API."""
