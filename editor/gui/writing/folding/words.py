"""What an island is called, and its icon. Pure; looked up at use time, thread: any."""

from __future__ import annotations

from editor.gui import phrases
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.island_names import Island, Sort

_ICONS = {
    Sort.GALLERY: "images",
    Sort.PICTURE: "image",
    Sort.COVER: "image",
    Sort.MEDIA_TEXT: "image",
    Sort.DRAWING: "image",
    Sort.VIDEO: "circle-play",
    Sort.AUDIO: "music",
    Sort.MAP: "map-pin",
    Sort.EMBED: "globe",
    Sort.TABLE: "table",
    Sort.COLUMNS: "columns-2",
    Sort.GROUP: "columns-2",
    Sort.BUTTONS: "mouse-pointer-click",
    Sort.FORM: "text-cursor-input",
    Sort.FILE: "file-down",
    Sort.LIST: "list",
    Sort.QUOTE: "text-quote",
    Sort.VERSE: "text-quote",
    Sort.HEADING: "heading",
    Sort.SHORTCODE: "puzzle",
    Sort.BLOCK: "puzzle",
    Sort.COMMENT: "message-circle",
}


def icon_of(island: Island) -> str:
    """The Lucide name of its icon."""
    return _ICONS.get(island.sort, "code-xml")


def name_of(island: Island) -> str:
    """Its name in the interface's language: "Gallery of 4 pictures"."""
    count, detail = island.number, phrases.in_its_direction(island.detail) if island.detail else ""
    shown = phrases.number(count) if count else ""
    if island.sort is Sort.GALLERY and count:
        return ngettext("Gallery of {n} picture", "Gallery of {n} pictures", count).format(n=shown)
    if island.sort is Sort.COLUMNS and count:
        return ngettext("{n} column", "{n} columns", count).format(n=shown)
    if island.sort is Sort.BUTTONS and count > 1:
        return ngettext("{n} button", "{n} buttons", count).format(n=shown)
    if island.sort is Sort.SHORTCODE:
        return _("Short code “{name}”").format(name=detail)
    if island.sort is Sort.BLOCK:
        return _("Block “{name}”").format(name=detail)
    said = _plain(island.sort)
    return f"{said} · {detail}" if detail else said


def _plain(sort: Sort) -> str:
    match sort:
        case Sort.GALLERY:
            return _("Picture gallery")
        case Sort.PICTURE:
            return _("Picture")
        case Sort.VIDEO:
            return _("Video")
        case Sort.AUDIO:
            return _("Sound")
        case Sort.MAP:
            return _("Map")
        case Sort.EMBED:
            return _("Shown from elsewhere")
        case Sort.TABLE:
            return _("Table")
        case Sort.COLUMNS:
            return _("Columns")
        case Sort.GROUP:
            return _("Group of blocks")
        case Sort.BUTTONS:
            return _("Button")
        case Sort.FORM:
            return _("Form")
        case Sort.FILE:
            return _("File to download")
        case Sort.MEDIA_TEXT:
            return _("Picture beside text")
        case Sort.COVER:
            return _("Text over a picture")
        case _:
            return _plain_text(sort)


def _plain_text(sort: Sort) -> str:
    match sort:
        case Sort.DETAILS:
            return _("Text that opens")
        case Sort.LIST:
            return _("A list")
        case Sort.QUOTE:
            return _("Quotation")
        case Sort.VERSE:
            return _("Verse")
        case Sort.CODE:
            return _("Code")
        case Sort.HEADING:
            return _("Heading with a look of its own")
        case Sort.PARAGRAPH:
            return _("Text with a look of its own")
        case Sort.SEPARATOR:
            return _("Divider")
        case Sort.DRAWING:
            return _("Drawing")
        case Sort.SCRIPT:
            return _("Script")
        case Sort.COMMENT:
            return _("Note that readers do not see")
        case _:
            return _("HTML")
