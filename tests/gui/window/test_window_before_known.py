"""A window whose notebook has not answered yet says nothing that it does not know."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from editor.gui.library.header import BlogHeader
from editor.gui.main_window import MainWindow
from editor.gui.side_pane import SidePane


def test_no_other_page_is_seen_in_the_place_of_one_that_comes_later(
    window: MainWindow, qtbot: QtBot
) -> None:
    pane = SidePane(window.theme)
    qtbot.addWidget(pane)
    pane.show_page("preview")
    pane.add("details", QWidget(), "Details")
    assert pane.page == ""
    pane.add("preview", QWidget())
    assert pane.page == "preview"


def test_the_header_names_no_notebook_without_blogs_before_it_was_told(
    window: MainWindow, qtbot: QtBot
) -> None:
    header = BlogHeader(window.theme)
    qtbot.addWidget(header)
    assert not any(each.text() for each in header.findChildren(QLabel))
    header.show_blogs([], None)
    assert "No blog yet" in [each.text() for each in header.findChildren(QLabel)]


def test_publish_does_not_offer_to_add_a_blog_that_may_be_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    publish = window.frame.actions_by_name["publish"]
    window.new_post()
    window.frame.writing.title_field.setPlainText("جسر")
    qtbot.waitUntil(publish.isEnabled)
    window.overview.is_known = False
    window.reading._label()
    assert not publish.isEnabled()
    window.overview.ask()
    qtbot.waitUntil(publish.isEnabled)
