"""What officers do with the words of letters: write a version, decide on it."""
