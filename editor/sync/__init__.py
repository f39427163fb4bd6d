"""Decide, act, record: one post at a time, resumable at any line.

plan.py decides (pure), engine.py acts, outbox.py writes intents before the act, report.py says
what happened. May import: store, remotes, media, text, system, domain. Runs on a blog's lane.
"""
