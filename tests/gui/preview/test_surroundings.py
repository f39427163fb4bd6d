from __future__ import annotations

import os
import subprocess

import pytest

from editor.gui.preview import surroundings
from editor.gui.preview.surroundings import FLAGS, before_browser, sandbox_is_possible

VARIABLE = "QTWEBENGINE_CHROMIUM_FLAGS"


def test_flags_are_added_to_what_is_set_and_only_once() -> None:
    environment = {VARIABLE: "--disable-gpu"}
    before_browser(environment)
    before_browser(environment)
    assert environment[VARIABLE] == " ".join(["--disable-gpu", *FLAGS])


def test_no_debugging_port() -> None:
    environment = {"QTWEBENGINE_REMOTE_DEBUGGING": "9222"}
    before_browser(environment)
    assert "QTWEBENGINE_REMOTE_DEBUGGING" not in environment


@pytest.mark.parametrize(("user", "off"), [(0, True), (1000, False)])
def test_the_sandbox_is_off_for_root_only(
    monkeypatch: pytest.MonkeyPatch, user: int, off: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    environment: dict[str, str] = {}
    before_browser(environment)
    assert ("QTWEBENGINE_DISABLE_SANDBOX" in environment) is off


@pytest.mark.parametrize(("answer", "possible"), [("true", True), ("false", False)])
def test_the_kernel_is_asked_for_a_sandbox(
    monkeypatch: pytest.MonkeyPatch, answer: str, possible: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(surroundings, "QUESTION", [answer])
    assert sandbox_is_possible({}) is possible


def test_who_switched_the_sandbox_off_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(surroundings, "QUESTION", ["false"])
    assert sandbox_is_possible({"QTWEBENGINE_DISABLE_SANDBOX": "1"})


def test_the_question_to_the_kernel_is_one_it_understands() -> None:
    done = subprocess.run(surroundings.QUESTION, check=False, capture_output=True, timeout=5)
    assert b"unrecognized" not in done.stderr
    assert b"invalid option" not in done.stderr
