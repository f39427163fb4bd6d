"""What formatting, keys and pastes do to Markdown: pure commands, and `passage`, which runs them.

Offsets of commands are code points. Thread: any; `passage` GUI.
"""
