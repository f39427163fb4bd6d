"""Islands of raw HTML, folded into a card of one line: what they are, how they look, and what keys
and the mouse do to them. Thread: GUI."""
