"""The writing widget: title, formatting bar, and the text with a direction for every block.

codec      the one way between the author's text and a QTextDocument
sheet/     what is written on: layout, painting, caret, mouse, the direction of each line
markdown/  what keys, buttons and pastes do to Markdown (pure), and who runs it
proofing/  misspelt words, hidden characters
finding/   find and replace
folding/   islands of raw HTML: which are folded, their cards, what keys and the mouse do to them
directed_sheet  a sheet that knows what its lines are and which way they run
editor     the widget: that sheet with `hands` (what keys write) and `arrivals` (pastes and drops)
pane       title, bar and editor together; printing, palette, format_bar, context_menu beside it
choices    how the author wants to write

May import workspace and below. Thread: GUI.
"""
