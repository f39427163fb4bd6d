"""What the author writes on: how lines are laid out, painted, pointed at and walked.

paper         the widget and what is painted; `folded_paper`, `caret_paper` and `sheet` add to it
layout        what Qt asks of a document's lines; `aspects` says as what each is set, `whole` sets
              a block, `typed` and `part` no more of it than a key may have changed
caret         where it stands in a line that runs both ways; `movement` walks it

Changes nothing of the text but by typing and dropping. Thread: GUI.
"""
