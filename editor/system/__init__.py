"""The machine: paths, clock, files, translations, crash log.

May import: domain. Any thread, unless a function says otherwise.
"""
