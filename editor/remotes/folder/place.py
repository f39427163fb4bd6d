"""The folder of a site: whose it is, which names are safe in it, and writing there.

Only a folder that Midad made, or an empty one, is ever written to; a file that Midad did not
make is never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.domain.errors import FolderUnusable
from editor.system.files import write_atomically

MARKER = Path(".midad") / "site.json"
PICTURES = Path(".midad") / "pictures"
MOST_BYTES = 120  # of a name: a third of what file systems take, for room to number it

# What a path, an address or some file system gives a meaning of its own, and what is not seen.
_UNSAFE = re.compile(r'[\x00-\x20/\\:*?"<>|#%&\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)", re.IGNORECASE)


def safe_name(text: str) -> str:
    """One path component that means itself and nothing else; empty where nothing is left.

    Letters of every script stay (NFC); at most MOST_BYTES bytes of UTF-8.
    """
    name = _UNSAFE.sub("-", unicodedata.normalize("NFC", text))
    name = name.encode("utf-8", "ignore")[:MOST_BYTES].decode("utf-8", "ignore").strip("-. ")
    reserved = _RESERVED.match(name)  # also before an ending: there is no "nul.txt" on Windows
    return f"{reserved[1]}-{name[reserved.end(1) :]}" if reserved else name


class Place:
    """A site's folder. Every failure of the file system is FolderUnusable."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def site_id(self) -> str:
        """The UUID this site got when it was made. Raises FolderUnusable where none is here."""
        with self._trouble():
            try:
                found = json.loads((self.root / MARKER).read_text(encoding="utf-8"))
                return str(uuid.UUID(found["id"]))
            except (ValueError, KeyError, TypeError) as error:
                raise FolderUnusable(str(self.root)) from error

    def prepare(self) -> None:
        """Make the folder Midad's own, where it is new or empty. Raises FolderUnusable."""
        with self._trouble():
            if (self.root / MARKER).is_file():
                return
            self.root.mkdir(parents=True, exist_ok=True)
            if any(self.root.iterdir()):
                raise FolderUnusable(str(self.root))
            (self.root / MARKER).parent.mkdir()
            marker = json.dumps({"version": 1, "id": str(uuid.uuid4())})
            write_atomically(self.root / MARKER, marker.encode())

    def is_usable(self) -> bool:
        """True where `prepare` would succeed, as far as one can see without writing."""
        if (self.root / MARKER).is_file():
            return os.access(self.root, os.W_OK)
        try:
            if self.root.is_dir():
                return os.access(self.root, os.W_OK) and not any(self.root.iterdir())
            if self.root.exists():
                return False
            above = next(folder for folder in self.root.parents if folder.exists())
            return above.is_dir() and os.access(above, os.W_OK)
        except OSError:
            return False

    def write(self, name: Path, data: bytes, *, anew: bool = False) -> bool:
        """Write a file whole or not at all; an unchanged one stays untouched (False), unless it
        is to be newer than it was (`anew`)."""
        path = self.inside(name)
        with self._trouble():
            if not anew and path.is_file() and path.read_bytes() == data:
                return False
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
            return True

    def read(self, name: Path) -> bytes | None:
        """A file's bytes; None where there is no such file."""
        path = self.inside(name)
        with self._trouble():
            return path.read_bytes() if path.is_file() else None

    def is_behind(self, page: Path, source: Path) -> bool:
        """True where `page` is missing, or was made before `source` was written last."""
        with self._trouble():
            made, wrote = self.inside(page), self.inside(source)
            return not made.is_file() or made.stat().st_mtime_ns < wrote.stat().st_mtime_ns

    def drop(self, name: Path) -> None:
        """Remove a file, if it is there."""
        with self._trouble():
            self.inside(name).unlink(missing_ok=True)

    def move(self, old: Path, new: Path) -> None:
        """Give a folder another name."""
        with self._trouble():
            self.inside(new).parent.mkdir(parents=True, exist_ok=True)
            self.inside(old).rename(self.inside(new))

    def keep_picture(self, data: bytes, digest: str, suffix: str) -> Path:
        """Keep a picture under its digest; gives back its name in the folder."""
        name = PICTURES / f"{digest}{suffix}"
        self.write(name, data)
        return name

    def lay_beside(self, picture: str, folder: Path, name: str) -> bool:
        """Bring a kept picture into a post's folder. False where it is not kept here, or where
        `name` is no name for a file, or is somebody else's file."""
        kept = Path(picture)
        if kept.parent != PICTURES or safe_name(name) != name or name in ("index.html", "index.md"):
            return False
        data, there = self.read(kept), self.read(folder / name)
        if data is None or (there is not None and not self._is_kept(there)):
            return False
        self.write(folder / name, data)
        return True

    def take_away(self, folder: Path) -> None:
        """Remove what Midad put into a post's folder, and the folder where it is empty then."""
        with self._trouble():
            path = self.inside(folder)
            for file in list(path.iterdir()) if path.is_dir() else ():
                if file.is_file() and (
                    file.name in ("index.html", "index.md") or self._is_kept(file.read_bytes())
                ):
                    file.unlink()
            for empty in (path, path.parent):
                if empty.is_dir() and not any(empty.iterdir()):
                    empty.rmdir()

    def drop_unseen_pictures(self) -> None:
        """Remove the pictures no post shows any more: what was taken back from the readers must
        not stay where it can be found."""
        with self._trouble():
            shown = {
                hashlib.sha256(file.read_bytes()).hexdigest()
                for file in self.root.glob("[0-9]*/*/*")
                if file.is_file() and file.suffix not in (".html", ".md")
            }
            named = "".join(
                page.read_text("utf-8", "replace") for page in self.root.glob("[0-9]*/*/index.html")
            )
            for kept in (self.root / PICTURES).glob("*"):
                if kept.stem not in shown and kept.name not in named:
                    kept.unlink()

    def inside(self, name: Path) -> Path:
        """The absolute path of a name in the folder. Raises FolderUnusable where it leads out,
        be it by a link."""
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise FolderUnusable(str(self.root))
        return path

    def _is_kept(self, data: bytes) -> bool:
        digest = hashlib.sha256(data).hexdigest()
        return any((self.root / PICTURES).glob(f"{digest}.*"))

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise FolderUnusable(str(self.root)) from error
