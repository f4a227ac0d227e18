"""What is done in this room, one file per errand. Every function takes ``act`` first and keyword arguments only."""
