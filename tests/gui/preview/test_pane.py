from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from editor.domain.post import Credit, Format, PostId
from editor.gui.preview import pane as pane_module
from editor.gui.preview.pane import Notice, PreviewPane, notice_text
from editor.system import translation
from editor.workspace.render_lane import RenderLane
from editor.workspace.rendering import Snapshot
from tests.gui.preview.pages import POST, asking
from tests.typesetters import ObedientAside

PARAGRAPHS = [f"سطر {place}، and line {place}." for place in range(120)]
MIXED = Snapshot(
    POST,
    title="دفتر الطريق إلى <أربيل>",
    language="ar",
    body="كتبنا هذه الصفحة بلا شبكة، ثم أرسلناها حين عادت الكهرباء.\n\n"
    "This page was written without a network.\n",
    credits=(Credit("author", "سالم حسن"), Credit("photographer", "Sara")),
    publish_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
)


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[PreviewPane]:
    pane = PreviewPane(lambda post, name: None)
    pane.resize(480, 600)
    yield pane
    view = pane._view
    pane.hide()
    if view is None:
        pane.shut_down()
    else:
        with qtbot.waitSignal(view.page().destroyed):
            pane.shut_down()
    pane.deleteLater()


def show(qtbot: QtBot, pane: PreviewPane, snapshot: Snapshot) -> None:
    with qtbot.waitSignal(pane.post_shown, timeout=30_000):
        pane.show()
        pane.start()
        pane.show_post(snapshot)


def ask(qtbot: QtBot, pane: PreviewPane, expression: str) -> Any:
    assert pane._view is not None
    return asking(qtbot, pane._view)(expression)


def test_nothing_begins_before_it_is_needed(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.show_post(MIXED)
    pane.start()
    assert pane._view is None, "hidden"
    pane.show()
    assert pane._view is not None


def test_nothing_begins_before_the_first_paint(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.show()
    pane.show_post(MIXED)
    assert pane._view is None
    assert pane._text.text() == notice_text(Notice.EMPTY)
    with qtbot.waitSignal(pane.post_shown, timeout=30_000):
        pane.start()
        assert pane._text.text() == notice_text(Notice.LOADING)
    assert pane._stack.currentWidget() is pane._view


def test_the_head_of_the_page(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, MIXED)
    assert ask(qtbot, pane, "document.querySelector('h1').textContent") == MIXED.title
    assert ask(qtbot, pane, "getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    byline = ask(qtbot, pane, "document.querySelector('.byline').textContent")
    assert byline.startswith("سالم حسن · ")
    assert ask(qtbot, pane, "document.querySelector('footer').textContent.trim()") == (
        "تصوير: Sara"
    )
    assert ask(qtbot, pane, "document.documentElement.dir") == "rtl"


def test_a_post_without_a_head_has_none(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, Snapshot(POST, body="كلمة"))
    assert ask(qtbot, pane, "document.querySelectorAll('header, footer').length") == 0


def test_both_directions_in_one_post(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, MIXED)
    directions = ask(
        qtbot,
        pane,
        "[...document.querySelectorAll('.block > p')]"
        ".map(p => getComputedStyle(p).direction).join()",
    )
    assert directions == "rtl,ltr"


def test_typing_touches_one_paragraph_and_keeps_the_place(qtbot: QtBot, pane: PreviewPane) -> None:
    typed = Snapshot(POST, title="طويل", body="\n\n".join(PARAGRAPHS))
    show(qtbot, pane, typed)
    ask(qtbot, pane, "document.documentElement.scrollTop = 2000; 0")
    ask(qtbot, pane, "[...document.querySelectorAll('p')].forEach(p => p.kept = true); 0")
    edited = [*PARAGRAPHS[:60], PARAGRAPHS[60] + "ا", *PARAGRAPHS[61:]]
    show(qtbot, pane, replace(typed, body="\n\n".join(edited)))
    new = "[...document.querySelectorAll('p')].filter(p => !p.kept).map(p => p.textContent).join()"
    assert ask(qtbot, pane, new) == edited[60]
    assert ask(qtbot, pane, "document.documentElement.scrollTop") == 2000


def test_typing_does_not_lay_out_the_whole_page_anew(qtbot: QtBot, pane: PreviewPane) -> None:
    """To say a page's direction takes as long as to lay it out, even where it is the same."""
    show(qtbot, pane, MIXED)
    ask(
        qtbot,
        pane,
        "globalThis.said = 0; new MutationObserver(changes => { said += changes.length; })"
        ".observe(document.documentElement, {attributes: true}); 0",
    )
    show(qtbot, pane, replace(MIXED, body=MIXED.body + "كلمة"))
    assert ask(qtbot, pane, "said") == 0
    show(qtbot, pane, replace(MIXED, language="en", body="Words", title="Title"))
    assert ask(qtbot, pane, "document.documentElement.lang") == "en"


def test_a_title_typed_leaves_the_text_alone(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, MIXED)
    ask(qtbot, pane, "[...document.querySelectorAll('.block')].forEach(b => b.kept = true); 0")
    show(qtbot, pane, replace(MIXED, title="عنوان آخر"))
    kept = "[...document.querySelectorAll('.block')].map(b => b.kept ? 1 : 0).join()"
    assert ask(qtbot, pane, kept) == "0,1,1,1"
    assert ask(qtbot, pane, "document.querySelector('h1').textContent") == "عنوان آخر"


def test_what_was_typed_while_hidden_is_shown_when_seen(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, MIXED)
    pane.hide()
    pane.show_post(replace(MIXED, body="بعد الغياب"))
    with qtbot.waitSignal(pane.post_shown, timeout=30_000):
        pane.show()
    assert ask(qtbot, pane, "document.querySelector('.block > p').textContent") == "بعد الغياب"


def test_a_long_body_from_a_blog_is_shown(qtbot: QtBot, pane: PreviewPane) -> None:
    body = ("<p>" + "فقرة paragraph " * 40 + "</p>\n") * 5_200
    assert len(body) > 3_000_000
    show(qtbot, pane, Snapshot(POST, title="طويل", body=body, format=Format.HTML))
    assert ask(qtbot, pane, "document.querySelectorAll('.block > p').length") == 5_200


def test_another_post_replaces_the_first(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, MIXED)
    show(qtbot, pane, Snapshot(PostId("another"), body="Another one."))
    assert ask(qtbot, pane, "document.querySelector('article').innerText").strip() == "Another one."
    assert ask(qtbot, pane, "document.documentElement.dir") == "ltr"


def test_no_post_is_no_page(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, MIXED)
    pane.clear()
    assert pane._text.text() == notice_text(Notice.EMPTY)
    assert pane._stack.currentWidget() is pane._quiet
    show(qtbot, pane, MIXED)
    assert pane._stack.currentWidget() is pane._view


@pytest.fixture
def aside(pane: PreviewPane, tmp_path: Path) -> ObedientAside:
    """In the place of the pane's own process."""
    aside = ObedientAside(tmp_path)
    pane._lane = RenderLane(pane._rendered.emit, pane._report_failure, aside)
    return aside


def test_a_post_that_cannot_be_set_is_said_and_the_next_is_tried(
    qtbot: QtBot, pane: PreviewPane, aside: ObedientAside
) -> None:
    show(qtbot, pane, MIXED)
    pane.show_post(replace(MIXED, body="RAISE"))
    qtbot.waitUntil(lambda: pane._text.text() == notice_text(Notice.BROKEN), timeout=30_000)
    assert pane._stack.currentWidget() is pane._quiet
    show(qtbot, pane, replace(MIXED, body="كلمة أخرى"))
    assert pane._stack.currentWidget() is pane._view


def test_a_process_that_falls_again_and_again_is_said_and_comes_back(
    qtbot: QtBot, pane: PreviewPane, aside: ObedientAside
) -> None:
    show(qtbot, pane, MIXED)
    pane.show_post(replace(MIXED, body="FALL"))
    qtbot.waitUntil(lambda: pane._text.text() == notice_text(Notice.STOPPED), timeout=60_000)
    assert pane._again.isVisible()
    assert len(aside.numbers) == 3
    pane._snapshot = replace(MIXED, body="كلمة أخرى")
    with qtbot.waitSignal(pane.post_shown, timeout=30_000):
        pane._again.click()
    assert pane._stack.currentWidget() is pane._view
    assert ask(qtbot, pane, "document.querySelector('.block > p').textContent") == "كلمة أخرى"


@pytest.mark.parametrize("leave", [PreviewPane.clear, PreviewPane.shut_down])
def test_no_process_knows_the_words_of_a_post_that_is_put_away(
    qtbot: QtBot, pane: PreviewPane, aside: ObedientAside, leave: Callable[[PreviewPane], None]
) -> None:
    show(qtbot, pane, MIXED)
    (number,) = aside.numbers
    leave(pane)
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_without_the_browser_the_rest_goes_on(
    qtbot: QtBot, pane: PreviewPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "editor.gui.preview.view":
            raise ImportError("libnss3.so: cannot open shared object file")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    pane.show()
    pane.start()
    pane.show_post(MIXED)
    pane.show_post(replace(MIXED, body="ثانية"))
    assert pane._text.text() == notice_text(Notice.UNAVAILABLE)
    assert pane._view is None


def test_without_a_sandbox_the_rest_goes_on(
    qtbot: QtBot, pane: PreviewPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pane_module, "sandbox_is_possible", lambda: False)
    pane.show()
    pane.start()
    pane.show_post(MIXED)
    assert pane._text.text() == notice_text(Notice.UNAVAILABLE)
    assert pane._view is None


def test_a_page_that_ended_is_said_and_comes_back(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, MIXED)
    assert pane._view is not None
    page = pane._view.page()
    page.renderProcessTerminated.emit(
        page.RenderProcessTerminationStatus.CrashedTerminationStatus, 11
    )
    assert pane._text.text() == notice_text(Notice.STOPPED)
    assert pane._again.isVisible()
    with qtbot.waitSignal(pane.post_shown, timeout=30_000):
        pane._again.click()
    assert pane._stack.currentWidget() is pane._view
    assert ask(qtbot, pane, "document.querySelector('h1').textContent") == MIXED.title


def test_links_are_told_and_those_of_the_page_are_not(qtbot: QtBot, pane: PreviewPane) -> None:
    show(qtbot, pane, MIXED)
    assert pane._view is not None
    heard: list[str] = []
    pane.link_hovered.connect(heard.append)
    for address in ("https://example.org/", "", "media://preview/#fn:1"):
        pane._view.page().linkHovered.emit(address)
    assert heard == ["https://example.org/", "", ""]


def test_the_interface_changes_its_language(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.show()
    before = pane._text.text()
    translation.use("ar")
    pane.changeEvent(pane_module.QEvent(pane_module.QEvent.Type.LanguageChange))
    assert pane._text.text() == notice_text(Notice.EMPTY)
    assert before


def test_importing_the_pane_does_not_import_the_browser() -> None:
    import subprocess

    code = "import sys, editor.gui.preview.pane; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    loaded = set(done.stdout.split())
    heavy = {"PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "markdown", "babel", "nh3"}
    assert "editor.gui.preview.pane" in loaded
    assert not heavy & loaded


def test_a_blank_post_is_invited_and_starts_no_browser(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.show()
    pane.start()
    pane.show_post(Snapshot(POST, body=" \n"))
    assert pane._view is None
    assert pane._text.text() == notice_text(Notice.EMPTY)
    show(qtbot, pane, MIXED)
    assert pane._view is not None
    assert pane._view.isVisible()
    pane.show_post(Snapshot(POST))
    assert pane._text.isVisible()
    show(qtbot, pane, MIXED)
    assert pane._view.isVisible()
