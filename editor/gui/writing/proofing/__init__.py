"""Misspelt words and hidden characters: found, marked, explained, mended. Thread: GUI."""
