"""What an officer does with messages."""
