"""What-if: a host forked at a revision, and its history again under other kernel models."""
