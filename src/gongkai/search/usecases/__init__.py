"""What an officer does with search: its table of synonyms."""
