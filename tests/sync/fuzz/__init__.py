"""Two Midads and a person in the blog's own editor, at random, on a bad network; see run.py."""
