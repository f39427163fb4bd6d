"""What the author chose is kept, and nothing that was kept can do harm."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from editor.gui.writing.choices import (
    MAX_SIZE,
    MIN_SIZE,
    Spacing,
    Width,
    WritingChoices,
    from_text,
)

OTHER = WritingChoices(
    arabic="خط «أميري»",
    latin='A "quoted" Face',
    hebrew="דוד",
    size=24,
    spacing=Spacing.AIRY,
    width=Width.WHOLE,
    visual_caret=False,
    smart_punctuation=False,
    spelling=False,
    bare=True,
    invisibles=True,
    typewriter=True,
    focus=True,
    long_side=1024,
)


def test_every_choice_comes_back() -> None:
    usual = WritingChoices()
    assert all(asdict(OTHER)[name] != value for name, value in asdict(usual).items())
    assert from_text(OTHER.to_text()) == OTHER
    assert from_text(usual.to_text()) == usual


def test_what_is_usual_is_not_kept() -> None:
    assert WritingChoices().to_text() == "{}"
    assert WritingChoices(focus=True).to_text() == '{"focus": true}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[1, 2]",
        '"size"',
        "[" * 100_000,
        '{"size": "large", "spacing": "tight", "width": 3, "focus": 1, "arabic": null}',
        '{"size": true, "spacing": ["airy"], "spelling": "no", "unknown": {}}',
        '{"size": NaN, "hebrew": 4}',
    ],
)
def test_what_is_spoilt_is_as_usual(text: str) -> None:
    assert from_text(text) == WritingChoices()


def test_the_good_part_of_what_is_spoilt_is_kept() -> None:
    assert from_text('{"size": 20, "width": "huge", "focus": true}') == WritingChoices(
        size=20, focus=True
    )


@pytest.mark.parametrize(("kept", "size"), [(1, MIN_SIZE), (10**30, MAX_SIZE), (19, 19)])
def test_letters_stay_within_bounds(kept: int, size: int) -> None:
    assert from_text(f'{{"size": {kept}}}').size == size
