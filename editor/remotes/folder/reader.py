"""What readers of a folder's pages get: files of the folder, and nothing beside it."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from editor.domain.errors import AddressUnusable, BadReply, RemoteGone
from editor.remotes.public import PATIENCE, Found


class FolderReader:
    """Reads the `file:` addresses of one folder; see public.Reader."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def may_ask(self, address: str) -> bool:
        """Whether the file is in the folder."""
        return self._path(address) is not None

    def read(self, address: str) -> Found:
        """Raises AddressUnusable, RemoteGone, BadReply (too large, or cannot be read)."""
        path = self._path(address)
        if path is None:
            raise AddressUnusable(address)
        try:
            if path.stat().st_size > PATIENCE.most_bytes:
                raise BadReply(address)
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise RemoteGone(address) from error
        except OSError as error:
            raise BadReply(address) from error
        return Found(data, mimetypes.guess_type(path.name)[0] or "", address)

    def close(self) -> None:
        """Nothing is open."""

    def _path(self, address: str) -> Path | None:
        parts = urlsplit(address)
        if parts.scheme != "file" or parts.netloc:
            return None
        try:
            path = Path(url2pathname(parts.path)).resolve()
        except (OSError, ValueError):
            return None
        return path if path.is_relative_to(self._root) else None
