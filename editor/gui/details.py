"""Everything about a post that is not its text: language, people, tags, where it goes. Each
choice is kept at once; there is nothing to press.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.domain.blog import Blog
from editor.domain.post import Direction, Post
from editor.gui import phrases
from editor.gui.blog_time import moment_words
from editor.gui.credits_field import CreditsField
from editor.gui.standing import blog_of, is_live
from editor.gui.theme import Theme
from editor.gui.widgets import Choice, Moment, button, label
from editor.system.translation import gettext as _

LANGUAGES = ("ar", "en", "ckb", "fa", "he", "ur", "tr", "fr", "de", "es")
_BETWEEN = re.compile(r"[,،;؛\n]")


def split_words(text: str) -> tuple[str, ...]:
    """Tags as typed, between commas of any script; each once, in their order."""
    parts = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def join_words(words: tuple[str, ...], rtl: bool) -> str:
    """Tags for a field, between commas of its script."""
    return ("، " if rtl else ", ").join(words)


class DetailsPanel(QWidget):
    """Shows one post's particulars. `changed` carries the fields of Post that are new.
    `other_blog_wanted`: to copy or move the post."""

    changed = Signal(dict)
    other_blog_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._post: Post | None = None
        self._filling = False
        self._blogs: list[Blog] = []
        self._make_fields()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(20, 4, 20, 20)
        self._column.setSpacing(5)
        self._lay_out()
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)
        self._connect()

    # --- building -----------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.language = Choice()
        self.language.addItem(_("Automatic, from the text"), "")
        for tag in LANGUAGES:
            self.language.addItem(phrases.language_name(tag), tag)
        self.direction = Choice()
        self.direction.addItem(_("Automatic, from the text"), None)
        for direction in (Direction.RTL, Direction.LTR):
            self.direction.addItem(phrases.direction_name(direction), direction)
        self.tags, self.categories = QLineEdit(), QLineEdit()
        self.tags.setPlaceholderText(_("Between commas"))
        self.categories.setPlaceholderText(_("Between commas"))
        self.slug = QLineEdit()
        self.slug.setPlaceholderText(_("From the title"))
        self.excerpt = QPlainTextEdit()
        self.excerpt.setProperty("look", "field")
        self.excerpt.setFixedHeight(84)
        self.excerpt.setTabChangesFocus(True)
        self.blog = Choice()
        self.other_blog = button(_("To another blog …"), self.other_blog_wanted.emit, "link")
        self.other_blog.hide()
        self.stays_here = QCheckBox(_("Stays on this computer"))
        self.dated = QCheckBox(_("Publish at a chosen time"))
        self.publish_at = Moment()
        self.publish_at.hide()
        self.publish_at.setCalendarPopup(True)
        self.publish_at.setLocale(phrases.locale())
        self.publish_at.show_as("d MMMM yyyy", "HH:mm")
        self.on_blog = label("", "small", wrap=True)
        self.on_blog.hide()
        self.credits = CreditsField(self._theme)

    def _lay_out(self) -> None:
        for words, field in (
            (_("Language"), self.language),
            (_("Direction"), self.direction),
            (_("Tags"), self.tags),
            (_("Categories"), self.categories),
            (_("People"), self.credits),
            (_("Excerpt"), self.excerpt),
            (_("Address of the post"), self.slug),
            (_("Blog"), self.blog),
        ):
            name = label(words, "small")
            name.setBuddy(field)
            field.setAccessibleName(words)
            if isinstance(field, QComboBox):
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._column.addWidget(name)
            self._column.addWidget(field)
            self._column.addSpacing(7)
        self._column.addWidget(self.other_blog, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self.stays_here)
        self._column.addWidget(self.dated)
        self._column.addWidget(self.publish_at)
        self._column.addWidget(self.on_blog)
        self.publish_at.setAccessibleName(_("Time of publication"))
        self._column.addStretch(1)

    def _connect(self) -> None:
        self.language.activated.connect(lambda _i: self._tell("language"))
        self.direction.activated.connect(lambda _i: self._tell("direction"))
        self.blog.activated.connect(lambda _i: self._tell("blog"))
        for field, name in ((self.tags, "tags"), (self.categories, "categories")):
            field.editingFinished.connect(lambda name=name: self._tell(name))
        self.slug.editingFinished.connect(lambda: self._tell("slug"))
        self.excerpt.textChanged.connect(lambda: self._tell("excerpt"))
        self.credits.changed.connect(lambda: self._tell("credits"))
        self.stays_here.clicked.connect(lambda _on: self._tell("stays_here"))
        self.dated.clicked.connect(self._on_dated_clicked)
        self.publish_at.dateTimeChanged.connect(lambda _moment: self._on_moment_chosen())

    # --- showing ------------------------------------------------------------------------------

    def show_post(self, post: Post | None, blogs: list[Blog], *, is_held: bool = False) -> None:
        """Show `post`; fields the author is in are left as they are being typed. `is_held`: a
        blog has it, so that it cannot just belong to another."""
        same = self._post is not None and post is not None and self._post.id == post.id
        self._post = post
        self.setEnabled(post is not None)
        if post is None:
            return
        self._filling = True
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._fill_line(self.tags, join_words(post.tags, rtl), same)
        self._fill_line(self.categories, join_words(post.categories, rtl), same)
        self._fill_line(self.slug, post.slug, same)
        if self.excerpt.toPlainText() != post.excerpt and not (same and self.excerpt.hasFocus()):
            self.excerpt.setPlainText(post.excerpt)
        self._fill_choice(self.language, post.language)
        self.direction.setCurrentIndex(max(0, self.direction.findData(post.direction)))
        self._fill_blogs(post, blogs, is_held=is_held)
        self.credits.show_credits(post.credits)
        self._fill_travel(post)
        self._filling = False

    def _fill_line(self, field: QLineEdit, text: str, same: bool) -> None:
        if field.text() != text and not (same and field.hasFocus()):
            field.setText(text)
            field.setCursorPosition(0)

    def _fill_choice(self, field: QComboBox, value: str) -> None:
        if field.findData(value) < 0:
            field.addItem(phrases.language_name(value), value)
        field.setCurrentIndex(field.findData(value))

    def _fill_blogs(self, post: Post, blogs: list[Blog], *, is_held: bool) -> None:
        self._blogs = blogs
        self.blog.clear()
        self.blog.addItem(_("None yet"), None)
        for blog in blogs:
            self.blog.addItem(blog.name or blog.address, blog.id)
        self.blog.setCurrentIndex(max(0, self.blog.findData(post.blog)))
        # A live post belongs where its readers are.
        self.blog.setEnabled(bool(blogs) and not is_live(post) and not is_held)
        self.other_blog.setVisible(not self.blog.isEnabled() and len(blogs) > 1)

    def _fill_travel(self, post: Post) -> None:
        self.stays_here.setChecked(post.stays_here)
        self.stays_here.setEnabled(not is_live(post) and post.version_of is None)
        self.dated.setChecked(post.publish_at is not None)
        self.publish_at.setVisible(post.publish_at is not None)
        if post.publish_at is not None:
            moment = QDateTime.fromSecsSinceEpoch(round(post.publish_at.timestamp()))
            if self.publish_at.dateTime() != moment:
                self.publish_at.setDateTime(moment)
        self._say_when()

    def _say_when(self) -> None:
        """What the chosen time is on the blog, where that is another, and whether it is past."""
        words = ""
        if self.dated.isChecked() and self._post is not None:
            blog = blog_of(self._post, self._blogs)
            now = QDateTime.currentDateTimeUtc().toSecsSinceEpoch()
            words = moment_words(self._moment(), datetime.fromtimestamp(now, UTC), blog)
        self.on_blog.setText(words)
        self.on_blog.setVisible(bool(words))

    # --- telling ------------------------------------------------------------------------------

    def _on_dated_clicked(self, on: bool) -> None:
        if on:
            tomorrow = QDateTime.currentDateTime().addDays(1)
            tomorrow.setTime(tomorrow.time().fromString("09:00", "HH:mm"))
            self.publish_at.blockSignals(True)
            self.publish_at.setDateTime(tomorrow)
            self.publish_at.blockSignals(False)
        self.publish_at.setVisible(on)
        self._tell("publish_at")
        self._say_when()
        if on:  # once there is room for it
            QTimer.singleShot(0, self, self._show_moment)

    def _show_moment(self) -> None:
        for each in (self.on_blog, self.publish_at):
            self._scroll.ensureWidgetVisible(each)

    def _on_moment_chosen(self) -> None:
        self._tell("publish_at")
        self._say_when()

    def _tell(self, name: str) -> None:
        if self._filling or self._post is None:
            return
        value = self._value(name)
        if value != getattr(self._post, name):
            self.changed.emit({name: value})

    def _value(self, name: str) -> Any:
        match name:
            case "tags" | "categories":
                return split_words(getattr(self, name).text())
            case "slug":
                return self.slug.text().strip()
            case "excerpt":
                return self.excerpt.toPlainText()
            case "credits":
                return self.credits.value()
            case "stays_here":
                return self.stays_here.isChecked()
            case "publish_at":
                return self._moment() if self.dated.isChecked() else None
            case "direction":
                data = self.direction.currentData()
                return Direction(data) if data else None
            case "language":
                return self.language.currentData() or ""
            case _:
                return self.blog.currentData()

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self.publish_at.dateTime().toSecsSinceEpoch(), UTC)
