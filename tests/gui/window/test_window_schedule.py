"""A chosen time: the author's, and what the blog's clock says then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDateTime, QTimeZone
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.post import new_blog_id
from editor.gui.blog_time import moment_words
from editor.gui.main_window import MainWindow
from editor.system.translation import use
from editor.workspace.workspace import Workspace

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BLOG = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example")


def zone_of(hours: float) -> str:
    """A zone so many hours from ours."""
    seconds = QDateTime.fromSecsSinceEpoch(round(NOW.timestamp())).offsetFromUtc() + hours * 3600
    minutes = round(abs(seconds) / 60)
    return f"UTC{'-' if seconds < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


@pytest.fixture(autouse=True)
def _english() -> None:
    use("en")


def test_another_zone_is_said_with_its_own_day_and_time() -> None:
    moment = NOW + timedelta(days=1)
    blog = replace(BLOG, zone="Asia/Baghdad")
    words = moment_words(moment, NOW, blog)
    local = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
    if local.offsetFromUtc() == 3 * 3600:
        assert words == ""
    else:
        assert "22 November 2026, 15:00" in words
        assert "Asia/Baghdad" in words
    assert "حبر" in moment_words(moment, NOW, replace(BLOG, zone=zone_of(-2.5)))


@pytest.mark.parametrize("zone", [zone_of(0), "", "No/Where", "\u0000"])
def test_the_same_or_an_unknown_zone_says_nothing(zone: str) -> None:
    assert moment_words(NOW + timedelta(days=1), NOW, replace(BLOG, zone=zone)) == ""
    assert moment_words(NOW + timedelta(days=1), NOW, None) == ""


def test_a_time_that_is_past_is_said_so() -> None:
    assert "past" in moment_words(NOW, NOW, BLOG)
    assert "past" in moment_words(NOW - timedelta(days=400), NOW, None)


def test_the_details_say_it_below_the_chosen_time(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    blog = replace(BLOG, zone=zone_of(5), is_default=True)
    workspace._stores.blogs.add(blog, "x", keeps_drafts=True)
    window.overview.ask()
    qtbot.waitUntil(lambda: bool(window.overview.blogs))
    assert window.overview.blogs[0].zone == blog.zone
    window.new_post()
    window.frame.actions_by_name["details"].trigger()
    panel = window.frame.details
    qtbot.waitUntil(panel.dated.isVisible)
    panel.dated.click()
    assert panel.on_blog.isVisible()
    wanted = QDateTime.currentDateTimeUtc().addDays(3)
    panel.publish_at.setDateTime(wanted.toLocalTime())
    there = wanted.toTimeZone(QTimeZone(blog.zone.encode()))
    assert there.toString("HH:mm") in panel.on_blog.text()
    panel.publish_at.setDateTime(QDateTime.currentDateTime().addDays(-1))
    assert "past" in panel.on_blog.text()
    panel.dated.click()
    assert not panel.on_blog.isVisible()


def test_a_chosen_time_comes_into_sight_on_a_small_screen(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 680)
    window.new_post()
    window.frame.actions_by_name["details"].trigger()
    panel = window.frame.details
    qtbot.waitUntil(panel.dated.isVisible)
    panel.dated.click()
    moment = panel.publish_at
    qtbot.waitUntil(lambda: moment.visibleRegion().boundingRect() == moment.rect())
