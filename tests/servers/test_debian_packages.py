"""packaging/debian-packages on machines that lack something, with Debian's tools played."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.servers.debian import ROOT

SCRIPT = ROOT / "packaging" / "debian-packages"
TOOLS = ("sh", "sed", "tr", "tail", "mktemp", "rm", "cat", "chmod")


class Machine:
    """A PATH with played programs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for tool in TOOLS:
            (folder / tool).symlink_to(
                next(p for p in (Path("/bin") / tool, Path("/usr/bin") / tool) if p.exists())
            )

    def plays(self, program: str, script: str) -> None:
        path = self.folder / program
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.folder / "sh", SCRIPT, *arguments],
            env={**os.environ, "PATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A plain user's Debian on which every package asked for is installed."""
    machine = Machine(tmp_path)
    machine.plays(
        "dpkg-query",
        'for name in "$@"; do case $name in -*|*status*) ;; *) echo "installed $name";; esac; done',
    )
    machine.plays("id", "echo 1000")
    return machine


LACKS = 'for n in "$@"; do case $n in -*|*[Ss]tatus*|{}) ;; *) echo "installed $n";; esac; done'


@pytest.mark.parametrize("what", ["run", "test", "all"])
def test_quiet_where_nothing_is_missing(machine: Machine, what: str) -> None:
    done = machine.run(what)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_plain_user_gets_the_line_to_type(machine: Machine) -> None:
    machine.plays("dpkg-query", LACKS.format("nginx-light|php-fpm"))
    machine.plays("apt-cache", "exit 0")
    done = machine.run("test")
    assert done.returncode == 1
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1].strip()
    assert last == "sudo apt-get install --no-install-recommends nginx-light php-fpm"


def test_a_library_by_its_newer_name(machine: Machine) -> None:
    machine.plays("dpkg-query", LACKS.format("libasound2"))
    assert machine.run("run").returncode == 0  # libasound2t64 is there
    machine.plays("dpkg-query", LACKS.format("libasound2|libasound2t64"))
    machine.plays("apt-cache", 'for last; do :; done; [ "$last" = libasound2t64 ]')
    assert "install --no-install-recommends libasound2t64" in machine.run("run").stderr


def test_sudo_is_used_where_it_asks_nothing(machine: Machine) -> None:
    machine.plays("dpkg-query", LACKS.format("nginx-light"))
    machine.plays("sudo", '[ "$2" = true ] || echo "as root: $*"')
    done = machine.run("test")
    assert done.returncode == 0
    assert done.stdout.strip() == f"as root: -n sh {SCRIPT} test"


def test_another_system_runs_and_says_why_it_cannot_test(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    assert machine.run("run").returncode == 0
    assert machine.run("test").returncode == 1
    assert "Debian" in machine.run("test").stderr


def test_a_wrong_word(machine: Machine) -> None:
    assert machine.run("everything").returncode == 2
