"""Names inside sentences keep their own direction; python-bidi is the judge."""

from __future__ import annotations

from bidi import get_display

from editor.text.isolates import isolated, left_to_right, right_to_left, without_isolates


def test_a_path_in_an_arabic_sentence_reads_from_its_left() -> None:
    sentence = f"القرص ممتلئ: {left_to_right('/home/salim/n.midad')} لم يُحفظ"
    assert "/home/salim/n.midad" in without_isolates(get_display(sentence, base_dir="R"))
    bare = get_display(without_isolates(sentence), base_dir="R")
    assert "/home/salim/n.midad" not in bare, "without the fence it does not"


def test_fences_are_taken_away_whole() -> None:
    for fence in (isolated, left_to_right, right_to_left):
        assert fence("جسر") != "جسر"
        assert without_isolates(fence("جسر")) == "جسر"
