"""The one API of both faces: what a writer can do, and what it changed.

May import: sync and everything below it. Methods block and may be called from any thread; the
lanes run them in the background. assembly.py is the one place where the house is wired.
"""
