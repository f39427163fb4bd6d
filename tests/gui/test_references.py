"""PySide6 6.12.0 on Python 3.11 loses a reference to None per void call, and aborts in the end."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QWidget

CALLS = 10_000


def test_a_void_call_keeps_the_reference_to_none(qapp: QApplication) -> None:
    widget = QWidget()
    update = widget.update
    update()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        update()
    lost = before - sys.getrefcount(None)
    widget.deleteLater()
    assert lost < CALLS // 100
