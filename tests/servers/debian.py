"""The Debian packages that the servers of the tests come from."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class ServerTroubleError(Exception):
    """A server of the tests cannot run here; the text says what to do."""


def install_missing() -> None:
    """Install what `make test` needs. Raises ServerTroubleError with the line to type."""
    script = ROOT / "packaging" / "debian-packages"
    done = subprocess.run([script, "test"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ServerTroubleError(done.stderr.strip() or done.stdout.strip())


def codename() -> str:
    """`bookworm`, `trixie` …: the Debian this machine runs; empty on others."""
    for line in Path("/etc/os-release").read_text().splitlines():
        name, _, value = line.partition("=")
        if name == "VERSION_CODENAME":
            return value.strip('"')
    return ""


def package_tree(package: str, suite: str) -> Path:
    """The unpacked files of `package` from another Debian `suite`, by this machine's own mirror
    and with apt's signature check; fetched once and kept under the temporary folder."""
    store = _store()
    tree = store / f"{package}-{suite}"
    if tree.is_dir():
        return tree
    work = Path(tempfile.mkdtemp(dir=store))
    try:
        apt = _private_apt(work, suite)
        _run([*apt, "update"], work)
        _run([*apt, "download", package], work)
        (deb,) = work.glob("*.deb")
        _run(["dpkg-deb", "-x", str(deb), str(work / "tree")], work)
        _mend_links(work / "tree")
        _settle(work / "tree", tree)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return tree


def _settle(made: Path, place: Path) -> None:
    """Move `made` to `place`; where another worker was faster, its tree serves."""
    try:
        made.rename(place)
    except OSError:
        if not place.is_dir():
            raise


def _store() -> Path:
    store = Path(tempfile.gettempdir()) / f"midad-test-servers-{os.getuid()}"
    store.mkdir(mode=0o700, exist_ok=True)
    if store.stat().st_uid != os.getuid():
        raise ServerTroubleError(f"{store} belongs to somebody else. Remove it, or set TMPDIR.")
    return store


def _private_apt(work: Path, suite: str) -> list[str]:
    """apt-get with lists and sources of its own, so that the machine's stay as they are."""
    (work / "lists" / "partial").mkdir(parents=True)
    (work / "cache" / "archives" / "partial").mkdir(parents=True)
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (work / "sources.list").write_text(f"deb [signed-by={keyring}] {_mirror()} {suite} main\n")
    return [
        "apt-get",
        "-qq",
        f"-oDir::Etc::sourcelist={work}/sources.list",
        "-oDir::Etc::sourceparts=/dev/null",
        f"-oDir::State::lists={work}/lists",
        f"-oDir::Cache={work}/cache",
        "-oAPT::Sandbox::User=root",
        "-oAcquire::Languages=none",
        "-oAcquire::Retries=3",
    ]


def _mirror() -> str:
    """Where this machine gets Debian itself from (not its security updates)."""
    asked = ["apt-get", "indextargets", "--format", "$(LABEL)\t$(REPO_URI)"]
    rows = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    for row in rows:
        label, _, address = row.partition("\t")
        if label == "Debian":
            return address
    raise ServerTroubleError("apt knows no Debian mirror here. Please type: sudo apt-get update")


def _mend_links(tree: Path) -> None:
    """Links to other packages' files point to this machine's, where it has them."""
    for link in (path for path in tree.rglob("*") if path.is_symlink() and not path.exists()):
        target = os.path.normpath(link.parent / link.readlink())
        link.unlink()
        here = Path("/") / Path(target).relative_to(tree) if target.startswith(str(tree)) else None
        if here is not None and here.exists():
            link.symlink_to(here)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ServerTroubleError(
            f"{command[0]} {command[-2:]} failed: {done.stderr.strip()[-1500:]}"
        )
