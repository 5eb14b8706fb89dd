"""E1, the spillage audit: recorded requests of stock kernels, and the catalogue of patterns."""
