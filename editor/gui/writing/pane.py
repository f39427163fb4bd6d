"""Title, formatting bar and body in one calm column.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPagedPaintDevice, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.domain.post import Direction, Format
from editor.gui.theme import LIGHT, Tokens
from editor.gui.widgets import label
from editor.gui.writing.editor import Place, WritingEditor
from editor.gui.writing.format_bar import FormatBar
from editor.gui.writing.markdown import commands
from editor.gui.writing.sheet.painting import TINT
from editor.gui.writing.title_field import TitleField
from editor.system.translation import gettext as _
from editor.system.translation import is_rtl
from editor.text.direction import direction_by_title, wordless_direction

if TYPE_CHECKING:
    from editor.gui.writing.finding.find_bar import FindBar


class WritingPane(QWidget):
    """Where a post is written.

    text_edited, title_edited: the author changed the body, the title.
    caret_moved: the caret, or what it stands in, changed.
    pictures_dropped: paths of picture files. picture_pasted: a QImage. picture_wanted: the
    author wants to choose a picture. post_direction_chosen: the author's word on the whole post,
    a Direction, or None: as its words say. not_printed: the printer did not work. hinted: a
    sentence that tells why a key did nothing, and what would.
    """

    text_edited = Signal()
    title_edited = Signal()
    caret_moved = Signal()
    pictures_dropped = Signal(list)
    picture_pasted = Signal(QImage)
    picture_wanted = Signal()
    post_direction_chosen = Signal(object)
    not_printed = Signal()
    hinted = Signal(str)

    def __init__(self, icon: Callable[[str], QIcon], parent: QWidget | None = None) -> None:
        """`icon` gives the icon of a Lucide name, in the colours in force."""
        super().__init__(parent)
        self._icon = icon
        self._signs_used: list[str] = []  # the latest first
        self._blog_language = ""
        self.format_bar = FormatBar(icon, self)
        self.source_notice = label("", "muted", wrap=True)
        self.source_notice.hide()
        self.title_field = TitleField(self)
        self.editor = WritingEditor(self)
        self.setFocusProxy(self.editor)
        self.setAutoFillBackground(True)

        self._bar_row, self._title_row = QHBoxLayout(), QHBoxLayout()
        self._bar_row.addWidget(self.format_bar)
        self._bar_row.addWidget(self.source_notice)
        self._title_row.addWidget(self.title_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar_row)
        column.addLayout(self._title_row)
        column.addWidget(self.editor, 1)
        self._column = column

        self.editor.text_edited.connect(self._on_editor_text_edited)
        self.editor.caret_moved.connect(self._on_editor_caret_moved)
        self.editor.column_moved.connect(self._align_head)
        self.editor.pictures_dropped.connect(self.pictures_dropped)
        self.editor.picture_pasted.connect(self.picture_pasted)
        self.editor.direction_wanted.connect(self._on_direction_chosen)
        self.editor.hinted.connect(self.hinted)
        self.title_field.title_edited.connect(self._on_title_field_title_edited)
        self.title_field.left_below.connect(self.editor.setFocus)
        self.format_bar.command_chosen.connect(self._on_format_bar_command_chosen)
        self.format_bar.direction_chosen.connect(self._on_direction_chosen)
        self.format_bar.post_direction_chosen.connect(self.post_direction_chosen)
        self.format_bar.picture_wanted.connect(self.picture_wanted)
        self.format_bar.source_wanted.connect(self._on_source_wanted)
        self._say_source()
        self.set_theme(LIGHT)

    # --- what is there only when it is wanted ---------------------------------------------------

    @cached_property
    def find_bar(self) -> FindBar:
        """Finds and replaces words of the body; hidden until it is opened."""
        from editor.gui.writing.finding.find_bar import FindBar

        bar = FindBar(self.editor, self._icon, self)
        self._column.addWidget(bar)
        bar.finder.marks_changed.connect(self.editor.refresh_marks)
        self.editor.add_marks(bar.finder.marks)
        return bar

    def insert_special(self) -> None:
        """Open the palette of characters that keyboards do not have, at the caret."""
        from editor.gui.writing.palette import Palette

        palette = Palette(self, self._signs_used)
        palette.chosen.connect(self._on_palette_chosen)
        palette.open_at(self.editor.viewport(), self.editor.caret_rect().toAlignedRect())

    def print_post(self, window: QWidget) -> None:
        """Ask how to print the post, over `window`, then do it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.title())
        dialog = QPrintDialog(printer, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.setModal(True)
        dialog.show()

    def _print_on(self, printer: QPagedPaintDevice) -> None:
        from editor.gui.writing.printing import print_on

        if not print_on(self.editor.sheets(self.title()), printer):
            self.not_printed.emit()

    # --- the post -----------------------------------------------------------------------------

    def load_post(
        self,
        title: str,
        body: str,
        language: str = "",
        direction: Direction | None = None,
        format: Format = Format.MARKDOWN,
        *,
        blog_language: str = "",
    ) -> None:
        """Show another post. Nothing to undo, nothing edited. `direction` is the author's own
        word on it; HTML is shown as its source, without the formatting bar. `blog_language`: of
        the blog it goes to, or nothing."""
        self._blog_language = blog_language
        self.editor.settle(language, direction, direction_without_words(title, blog_language))
        self.editor.load(body, format)
        self.title_field.load(title, self.editor.post_direction)
        self.format_bar.setVisible(format is Format.MARKDOWN)
        self.source_notice.setVisible(format is Format.HTML)
        self._align_head()
        self._show_direction()

    def title(self) -> str:
        """The title as it stands."""
        return self.title_field.title()

    def body(self) -> str:
        """The body, every character as the author has it."""
        return self.editor.text()

    def place(self) -> Place:
        """Where the author is in the body."""
        return self.editor.place()

    def go_to(self, place: Place) -> None:
        """Come back to a place in the body."""
        self.editor.go_to(place)

    def set_post_direction(self, direction: Direction | None) -> None:
        """The author's word on the whole post; None: its language and words decide."""
        self.editor.set_post_direction(direction)
        self._show_direction()

    def set_language(self, language: str) -> None:
        """The post's language (BCP 47), or nothing."""
        self.editor.set_language(language)
        self._show_direction()

    def set_blog_language(self, language: str) -> bool:
        """The language of the blog the post goes to, or nothing. True where it was another."""
        if language == self._blog_language:
            return False
        self._blog_language = language
        self._settle_without_words()
        return True

    def _settle_without_words(self) -> None:
        made = direction_without_words(self.title(), self._blog_language)
        self.editor.set_default_direction(made)
        self._show_direction()

    def set_theme(self, tokens: Tokens) -> None:
        """Take other colours, in icons too."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(tokens.surface))
        self.setPalette(palette)
        self.editor.set_theme(tokens)
        self.title_field.set_theme(tokens)
        self.format_bar.refresh_icons()
        if "find_bar" in self.__dict__:
            self.find_bar.refresh_icons()

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        self.format_bar.retranslate()
        self.format_bar.refresh_icons()
        self.title_field.retranslate()
        self.editor.retranslate()
        if "find_bar" in self.__dict__:
            self.find_bar.retranslate()
        self._say_source()
        self._settle_without_words()

    def _say_source(self) -> None:
        self.source_notice.setText(
            _(
                "This post came from the blog as HTML, and it is kept as the blog has it. You "
                "can edit it here; the preview shows how it reads."
            )
        )

    def _align_head(self) -> None:
        """Title and buttons stand above the body's own column."""
        left, measure = self.editor.column()
        right = max(0, self.width() - left - measure)
        self._title_row.setContentsMargins(left, 6, right, 6)
        if self.source_notice.isVisibleTo(self):
            self._bar_row.setContentsMargins(left, 16, right, 8)
            return
        # A button's outline stands inside its edges. A narrow column is narrower than the bar.
        spare = max(0, self.width() - self.format_bar.sizeHint().width())
        start, end = left - TINT, right - TINT
        if start + end > spare:
            start = end = spare // 2
        self._bar_row.setContentsMargins(start, 4, end, 0)

    def _show_direction(self) -> None:
        self.format_bar.show_direction(self.editor.block_direction, self.editor.override)
        self.title_field.set_post_direction(self.editor.post_direction)

    def _on_title_field_title_edited(self) -> None:
        self._settle_without_words()
        self.title_edited.emit()

    def _on_editor_text_edited(self) -> None:
        self.text_edited.emit()

    def _on_editor_caret_moved(self) -> None:
        self._show_direction()
        self.caret_moved.emit()

    def _on_format_bar_command_chosen(self, command: commands.Command) -> None:
        self.editor.apply(command)
        self.editor.setFocus()

    def _on_source_wanted(self) -> None:
        self.editor.islands.edit()
        self.editor.setFocus()

    def _on_palette_chosen(self, before: str, after: str) -> None:
        self.editor.apply(commands.surround(before, after))
        self.editor.setFocus()

    def _on_direction_chosen(self, direction: Direction) -> None:
        if self.editor.is_source:
            return  # the line that says it would stand on the blog, for all to read
        from editor.gui.writing.markdown.directing import direct

        self.editor.apply(direct(direction, self.editor.post_direction))
        self._show_direction()
        self.editor.setFocus()


def direction_without_words(title: str, blog_language: str = "") -> Direction:
    """The direction of a post whose body has no words yet: its title's, as every blog will see
    it; a blank post begins where its blog begins, and without one where the interface does."""
    return direction_by_title(title, wordless(blog_language))


def wordless(blog_language: str) -> Direction:
    """The direction of a post without a single word on a blog of this language, or of none."""
    return wordless_direction(blog_language, Direction.RTL if is_rtl() else Direction.LTR)
