"""Words in, words out: blocks, direction, HTML, search keys, front matter. Pure functions.

May import: domain, system (resources only). Any thread.
"""
