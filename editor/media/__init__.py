"""Pictures on their way in: turned upright, stripped of all metadata, shrunk.

May import: text, system, domain. Worker threads: decoding takes long.
"""
