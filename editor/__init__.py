"""Midad: write in two directions, offline; sync without losing a word.

The house, in reading order. A room imports only from the lines below it; rooms on one line are
strangers to each other. import-linter holds the walls (pyproject.toml, ARCHITECTURE.md).

    gui | cli                   faces: show, ask, obey; PySide6 is imported in gui only
    workspace                   what a writer can do: open, save, search, publish, sync
    sync                        decide, act, record
    store | remotes | media     the notebook's SQL · blogs of every kind · pictures coming in
    text                        words in, words out; pure
    system                      the machine: paths, clock, files, translations, crash log
    domain                      the vocabulary

Start with domain/post.py, then sync/plan.py, workspace/workspace.py, gui/main_window.py.
"""

__version__ = "0.1.0"
