"""Use cases and the commit pipeline: commands run on cached state, then become durable, then answer."""
