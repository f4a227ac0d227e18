"""What can be done to an item and to a document."""
