"""What is done in this room, one file per errand."""
