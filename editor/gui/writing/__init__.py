"""The writing widget: title, formatting bar, and the text with a direction for every block.

codec        the one way between the author's text and a QTextDocument
directions   what each line is and which way it reads, kept up to date while typing
layout       lines of text in their direction, with room for harakat
highlighter  which words of a line look how
commands     formatting for people who do not know Markdown (pure)
editor       the widget; format_bar, title_field, pane: what stands around it

May import workspace and below. Thread: GUI.
"""
