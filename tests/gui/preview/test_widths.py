from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.gui.preview.widths import Fit, Width, fit, read_width


@pytest.mark.parametrize(
    ("width", "room", "expected"),
    [
        (Width.PANE, 480, Fit(1.0, 0)),
        (Width.PHONE, 480, Fit(1.0, 45)),
        (Width.PHONE, 390, Fit(1.0, 0)),
        (Width.PHONE, 300, Fit(300 / 390, 0)),
        (Width.TABLET, 480, Fit(480 / 768, 0)),
        (Width.TABLET, 900, Fit(1.0, 66)),
        (Width.DESKTOP, 1400, Fit(1.0, 60)),
        (Width.DESKTOP, 960, Fit(0.75, 0)),
        # Below half its size a page would be a picture of words: a narrower desktop then.
        (Width.DESKTOP, 560, Fit(0.5, 0)),
        (Width.DESKTOP, 480, Fit(480 / 1024, 0)),
        (Width.DESKTOP, 100, Fit(0.25, 0)),
        (Width.DESKTOP, 0, Fit(1.0, 0)),
    ],
)
def test_the_page_fits(width: Width, room: int, expected: Fit) -> None:
    assert fit(width, room) == expected


@given(st.sampled_from([Width.TABLET, Width.DESKTOP]), st.integers(300, 2_000))
def test_a_wide_page_stays_wide_in_every_pane(width: Width, room: int) -> None:
    made = fit(width, room)
    css_pixels = (room - 2 * made.margin) / made.zoom
    assert css_pixels >= (768 if width is Width.TABLET else 1024) - 1


@pytest.mark.parametrize("width", Width)
def test_a_choice_is_read_as_it_was_kept(width: Width) -> None:
    assert read_width(width.value) is width


def test_what_was_never_a_choice_is_the_panes_own_width() -> None:
    assert read_width("") is read_width("wide") is Width.PANE
