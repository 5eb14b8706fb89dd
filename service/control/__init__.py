"""Use cases and the commit pipeline: commands run on cached state, become durable, then answer."""
