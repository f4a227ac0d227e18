"""What can be done to the lexicon."""
