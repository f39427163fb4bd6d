from __future__ import annotations

import os
import subprocess

import pytest

from editor.gui.preview import surroundings
from editor.gui.preview.surroundings import (
    FLAGS,
    before_browser,
    before_page,
    is_painted_by_processor,
    sandbox_is_possible,
)

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


@pytest.mark.parametrize(
    ("renderer", "by_processor"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", True),
        ("Gallium 0.4 on softpipe", True),
        ("Google SwiftShader", True),
        ("Software Rasterizer", True),
        ("", True),  # no OpenGL at all
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", False),
        ("AMD Radeon Graphics (radeonsi, renoir, LLVM 15.0.7, DRM 3.49)", False),
        ("SVGA3D; build: RELEASE; LLVM;", False),
        ("NVIDIA GeForce GTX 1050/PCIe/SSE2", False),
        ("virgl (Mesa Intel(R) Xe Graphics)", False),
    ],
)
def test_who_paints(renderer: str, by_processor: bool) -> None:
    assert is_painted_by_processor(renderer) is by_processor


@pytest.mark.parametrize(
    ("platform", "renderer", "given", "wanted"),
    [
        ("linux", "llvmpipe", {}, {"QT_QUICK_BACKEND": "software"}),
        ("linux", "llvmpipe", {"QT_QUICK_BACKEND": "rhi"}, {"QT_QUICK_BACKEND": "rhi"}),
        ("linux", "Radeon", {}, {}),
        ("win32", "", {}, {}),
        ("darwin", "", {}, {}),
    ],
)
def test_without_a_card_the_page_is_painted_plainly(
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    renderer: str,
    given: dict[str, str],
    wanted: dict[str, str],
) -> None:
    monkeypatch.setattr(surroundings.sys, "platform", platform)
    monkeypatch.setattr(surroundings, "renderer", lambda: renderer)
    before_page(given)
    assert given == wanted
