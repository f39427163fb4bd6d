"""The command line: the same workspace, in words and in JSON.

May import: workspace and everything below it; opens gui only when asked for a window.
"""
