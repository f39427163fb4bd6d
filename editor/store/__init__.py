"""The notebook: one SQLite file. The only room that speaks SQL.

May import: text, system, domain. Any thread: each gets its own connection.
"""
