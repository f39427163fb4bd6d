"""Faults at requests (fault_matrix.py): each of both kinds in every run, all pairs in torture."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress
from tests.sync.fault_matrix import EVERY, FAULTS, REQUESTS, Author, Trial, run, uploading

# A walk through the matrix that meets each of both kinds, and cuts an upload in its middle.
SOME = [(request, FAULTS[(5 * (at ^ 1) + 1) % len(FAULTS)]) for at, request in enumerate(REQUESTS)]


@pytest.fixture(scope="module")
def author(wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    with Proxy(wordpress.url) as proxy:
        one = Author(tmp_path_factory.mktemp("matrix") / "n.midad", wordpress, proxy)
        yield one
        one.close()


def test_each_fault_and_each_request_is_among_them() -> None:
    assert {request for request, _ in SOME} == set(REQUESTS)
    assert {fault for _, fault in SOME} == set(FAULTS)
    assert (uploading, Fault.HALF_SENT) in SOME


@pytest.mark.parametrize(
    ("request_kind", "fault"),
    SOME,
    ids=[f"{request.__name__}-{fault.name}" for request, fault in SOME],
)
def test_nothing_is_lost_or_doubled(
    author: Author, request_kind: Callable[[Author], Trial], fault: Fault
) -> None:
    run(author, request_kind, fault)


@pytest.mark.torture
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("suite", ["bookworm", "trixie", "sid"])
def test_every_fault_at_every_request(suite: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With MIDAD_MATRIX_FOLDER it goes on where it stopped."""
    with ExitStack() as stack:
        place = os.environ.get("MIDAD_MATRIX_FOLDER") or stack.enter_context(
            tempfile.TemporaryDirectory()
        )
        record = Path(place) / f"faults-{suite}.json"
        done: list[str] = json.loads(record.read_text()) if record.exists() else []
        before, troubles = len(done), []
        site = stack.enter_context(WordPress(suite))
        proxy = stack.enter_context(Proxy(site.url))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        author: Author | None = None
        for number, (request, fault) in enumerate(EVERY):
            name = f"{request.__name__} x {fault.name}"
            if name in done:
                continue
            author = author or Author(folder / f"{number}.midad", site, proxy)
            try:
                run(author, request, fault)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                troubles.append(f"{name}: {type(error).__name__} {str(error)[:300]}")
                author.close()
                author = None  # what it left behind must not meet the next fault
                continue
            done.append(name)
            record.write_text(json.dumps(done))
        if author is not None:
            author.close()
        with capsys.disabled():
            print(
                f"\nWordPress {site.version}: {len(done) - before + len(troubles)} of {len(EVERY)}"
                f" faults at requests ran, {before} before, {len(troubles)} with trouble"
            )
            print("\n".join(troubles))
    assert not troubles
