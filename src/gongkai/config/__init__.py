"""Settings, addresses, environment and wiring: the only place that knows every room."""
