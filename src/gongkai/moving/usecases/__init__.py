"""Verbs of moving in: import a file, release or leave out a row, publish what is clear, give a batch up."""
