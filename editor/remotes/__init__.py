"""Blogs of every kind, behind one protocol of nine members (remote.py).

May import: text, system, domain. Runs on the lane of its blog, one call at a time.
"""
