"""What can be done to a sheet."""
