"""What the author chose, kept in the notebook like everything else."""

from __future__ import annotations

from editor.store.database import Notebook
from editor.store.packing import stored_text


class Settings:
    """Keys and texts. Any thread."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def get(self, key: str, default: str = "") -> str:
        """The value under `key`, or `default` where nothing was put."""
        row = self._notebook.row("SELECT value FROM settings WHERE key = ?", (key,))
        return stored_text(row["value"]) if row else default

    def put(self, key: str, value: str) -> None:
        """Remember `value` under `key`."""
        self._notebook.put("settings", {"key": key, "value": value}, "key")
