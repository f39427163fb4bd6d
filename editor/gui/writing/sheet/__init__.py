"""What the author writes on: how lines are laid out, painted, pointed at and walked.

Changes nothing of the text but by typing and dropping. Thread: GUI.
"""
