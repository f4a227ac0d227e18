"""WeChat official accounts: the calls of the public interface (``interface``), and how a released post gets there exactly once (``deliver``)."""
