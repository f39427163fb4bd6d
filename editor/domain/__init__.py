"""The vocabulary: posts, blogs, pictures, errors. Frozen data; no I/O, no clock, no thread.

May import: the standard library only.
"""
