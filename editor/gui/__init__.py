"""The window. The only room that imports PySide6.

May import: workspace and everything below it. Lives on the GUI thread; work goes to lanes.
"""
