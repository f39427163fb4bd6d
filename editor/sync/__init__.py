"""Decide, act, record: one post at a time, resumable at any line.

plan.py decides (pure) and settling.py does it, for one post; pull.py asks the blog what moved,
outbox.py writes intents before the act and tells the blog, engine.py runs both, report.py says what
happened. May import: store, remotes, media, text, system, domain. Runs on a blog's lane.
"""
