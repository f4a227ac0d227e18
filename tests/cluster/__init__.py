"""A real OpenSearch cluster on loopback: ``make test-cluster``."""
