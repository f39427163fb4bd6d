"""Signs that become those of the script they stand in, as a table.

Each row is typed key by key, as the editor does it: what is typed goes in, and a replacement is
made where there is one.
"""

from __future__ import annotations

import pytest

from editor.domain.post import Direction
from editor.gui.writing.markdown.punctuation import Replacement, smart
from editor.gui.writing.sheet.directions import LineFacts
from editor.text.blocks import Kind
from editor.text.lines import LONGEST

RTL, LTR = Direction.RTL, Direction.LTR


def facts(direction: Direction, kind: Kind = Kind.PARAGRAPH) -> LineFacts:
    return LineFacts(kind, direction, opens=True)


def typed(
    words: str,
    direction: Direction,
    language: str = "",
    *,
    kind: Kind = Kind.PARAGRAPH,
    before: str = "",
) -> str:
    """What stands in the line after `words` were typed behind `before`."""
    line = before
    for character in words:
        made = smart(line, character, facts(direction, kind), language)
        line += character
        if made:
            line = line[: len(line) - made.length] + made.text
    return line


TABLE = [
    # Arabic, Persian, Kurdish: signs
    ("كيف حالك?", RTL, "", "كيف حالك؟"),
    ("نعم, لا; ربما", RTL, "", "نعم، لا؛ ربما"),
    ("چۆنی? باشم, سوپاس", RTL, "ckb", "چۆنی؟ باشم، سوپاس"),
    ("می‌روم, آری?", RTL, "fa", "می‌روم، آری؟"),
    ("مُحَمَّدٌ, صح?", RTL, "", "مُحَمَّدٌ، صح؟"),
    ("(أهلا)? **أهلا**, «أهلا»;", RTL, "", "(أهلا)؟ **أهلا**، «أهلا»؛"),
    ("حقا!? حقا??", RTL, "", "حقا!؟ حقا؟؟"),
    ("منذ عام 2024? منذ ٢٠٢٤?", RTL, "", "منذ عام 2024؟ منذ ٢٠٢٤؟"),
    # ... a number's own comma, an entity's own semicolon
    ("السعر 1,000", RTL, "", "السعر 1,000"),
    ("السعر ١,٥", RTL, "", "السعر ١,٥"),
    ("نص&nbsp; نص", RTL, "", "نص&nbsp; نص"),
    # ... behind a Latin word nobody can tell
    ("منصة WordPress, و", RTL, "", "منصة WordPress, و"),
    ("قال What is this?", RTL, "", "قال What is this?"),
    # ... an Arabic word in an English sentence
    ("the word كلمة, and", LTR, "", "the word كلمة, and"),
    ("What? Yes, sure; fine.", LTR, "", "What? Yes, sure; fine."),
    # Hebrew has no signs of its own
    ("מה שלומך? טוב, תודה;", RTL, "he", "מה שלומך? טוב, תודה;"),
    # Quotation marks
    ('قال "نعم" ثم "لا"', RTL, "", "قال «نعم» ثم «لا»"),
    ('"نعم" قال', RTL, "", "«نعم» قال"),
    ('("نعم")', RTL, "", "(«نعم»)"),
    ('**"نعم"**', RTL, "", "**«نعم»**"),
    ('قال "Hello" ثم', RTL, "", "قال «Hello» ثم"),
    ('"WordPress" منصة', RTL, "ar", "«WordPress» منصة"),
    ('"WordPress" منصة', RTL, "", '"WordPress" منصة'),
    ('"WordPress" فارسی', RTL, "fa-IR", "«WordPress» فارسی"),
    ('وهو من سطر سابق"', RTL, "", "وهو من سطر سابق»"),
    ('"قال', LTR, "", "«قال"),
    ('He said "yes" and "no".', LTR, "", "He said “yes” and “no”."),
    ('"Yes," he said.', LTR, "en", "“Yes,” he said."),
    ('"Ja", sagte er. "Nein"', LTR, "de-DE", "„Ja“, sagte er. „Nein“"),
    ('Il dit "oui"', LTR, "fr", 'Il dit "oui"'),
    ('a 5" screen', LTR, "", 'a 5" screen'),
    ('the word "كلمة" here', LTR, "", "the word “كلمة” here"),
    ("don't, the dogs' and 'so'", LTR, "", "don’t, the dogs’ and ‘so’"),
    ("WordPress's نص", RTL, "", "WordPress’s نص"),
    ("5' tall", LTR, "", "5' tall"),
    # Hebrew: marks, and signs of abbreviation
    ('אמר "שלום" והלך', RTL, "he", "אמר ”שלום” והלך"),
    ('צה"ל', RTL, "he", "צה״ל"),
    ('של צה"ל, מנכ"ל', RTL, "", "של צה״ל, מנכ״ל"),
    ('אמר "צה"ל" והלך', RTL, "he", "אמר ”צה״ל” והלך"),
    ("ג'ירפה וכו'", RTL, "he", "ג׳ירפה וכו׳"),
    # Points and dashes
    ("ثم... نعم", RTL, "", "ثم… نعم"),
    ("and so on... ", LTR, "", "and so on… "),
    ("well .... no", LTR, "", "well …. no"),
    ("...", LTR, "", "..."),
    ("foo(...) ./... 1...3", LTR, "", "foo(...) ./... 1...3"),
    ("نص -- ثم", RTL, "", "نص – ثم"),
    ("1990--1995 و ١٠--٢٠", RTL, "", "1990–1995 و ١٠–٢٠"),
    ("run git --force", LTR, "", "run git --force"),
    ("---", LTR, "", "---"),
    ("-- نص", RTL, "", "-- نص"),
    ("a --- b", LTR, "", "a --- b"),
    # Where no words are
    ('اكتب `x = "a", b?`', RTL, "", 'اكتب `x = "a", b?`'),
    ('اكتب `x` ثم "نعم"?', RTL, "", "اكتب `x` ثم «نعم»؟"),
    ('اكتب ``a ` "b"``', RTL, "", 'اكتب ``a ` "b"``'),
    ("زر http://x.com/سؤال?a,b;", RTL, "", "زر http://x.com/سؤال?a,b;"),
    ("راسل نص@نص.com, نعم,", RTL, "", "راسل نص@نص.com, نعم،"),
    ('[نص](http://x "عنوان") نعم,', RTL, "", '[نص](http://x "عنوان") نعم،'),
    ('![نص](a.png "سؤال?', RTL, "", '![نص](a.png "سؤال?'),
    ('<a href="x" title="نعم?">نعم,', RTL, "", '<a href="x" title="نعم?">نعم،'),
    ('نص {: title="سؤال?, نعم"} نعم,', RTL, "", 'نص {: title="سؤال?, نعم"} نعم،'),
    ('[نص]: http://x "عنوان, نعم?', RTL, "", '[نص]: http://x "عنوان, نعم?'),
    ("[^نص]: حاشية, نعم", RTL, "", "[^نص]: حاشية، نعم"),
    ('نص \\"نعم', RTL, "", 'نص \\"نعم'),
    ("| اسم, | --- |", RTL, "", "| اسم، | --- |"),
    ("كلمة < كلمة,", RTL, "", "كلمة < كلمة،"),
]


@pytest.mark.parametrize(("words", "direction", "language", "expected"), TABLE)
def test_typed(words: str, direction: Direction, language: str, expected: str) -> None:
    assert typed(words, direction, language) == expected


@pytest.mark.parametrize("kind", [Kind.FENCE, Kind.CODE, Kind.HTML, Kind.FRONT_MATTER])
def test_code_is_left_alone(kind: Kind) -> None:
    words = 'title: "نعم", سؤال? ... نص -- '
    assert typed(words, RTL, kind=kind) == words


# What was undone is not made again: `before` is what stands there after Ctrl+Z.
UNDONE = [
    ("كيف حالك?", " نعم", RTL, "كيف حالك? نعم"),
    ('قال "', "نعم", RTL, 'قال "نعم'),
    ('قال "نعم', '"', RTL, 'قال "نعم"'),
    ('"ق', "ال", RTL, '"قال'),
    ('He said "', "yes", LTR, 'He said "yes'),
    ('He said "yes', '" and', LTR, 'He said "yes" and'),
    ('צה"ל', "ים", RTL, 'צה"לים'),
    ("ثم...", ". نعم", RTL, "ثم.... نعم"),
    ("نص -- ", "نعم", RTL, "نص -- نعم"),
]


@pytest.mark.parametrize(("before", "words", "direction", "expected"), UNDONE)
def test_what_was_undone_stays(
    before: str, words: str, direction: Direction, expected: str
) -> None:
    assert typed(words, direction, before=before) == expected


def test_a_replacement_covers_what_was_typed_last() -> None:
    assert smart("كيف", "?", facts(RTL)) == Replacement(1, "؟")
    assert smart("نص..", ".", facts(RTL)) == Replacement(3, "…")
    assert smart('צה"', "ל", facts(RTL)) == Replacement(2, "״ל")


HOSTILE = ["«" * LONGEST, '"' * LONGEST, "`" * 9999, "](" * 6000, "<" * LONGEST, "1" * 11999 + "a"]


@pytest.mark.parametrize("line", HOSTILE)
@pytest.mark.parametrize("sign", ["?", '"', "'", ".", "x"])
def test_a_hostile_line_is_answered(line: str, sign: str) -> None:
    smart(line, sign, facts(RTL))


@pytest.mark.parametrize("line", ["\ud800", "\x00\x02", "😀\udfff", "ا\ud800"])
@pytest.mark.parametrize("sign", ["?", '"', "'", "."])
def test_what_is_no_character_harms_nothing(line: str, sign: str) -> None:
    made = smart(line, sign, facts(RTL))
    assert made is None or made.length == 1
