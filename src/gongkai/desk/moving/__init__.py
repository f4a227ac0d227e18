"""Screens of moving in (网站迁入): upload and its dry run, batches, the list to clear, vouch and publish."""
