"""Invisible characters that deceive, and those that do their work, as tables.

In the samples controls are written by their names in angle brackets.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.controls import Reason, cleaned, warnings

NAMES = {
    "LRE": "\u202a", "RLE": "\u202b", "PDF": "\u202c", "LRO": "\u202d", "RLO": "\u202e",
    "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
    "LRM": "\u200e", "RLM": "\u200f", "ALM": "\u061c", "ZWNJ": "\u200c", "ZWJ": "\u200d",
    "ZWSP": "\u200b", "WJ": "\u2060", "BOM": "\ufeff", "SHY": "\u00ad", "HF": "\u3164",
    "VS16": "\ufe0f", "VS1": "\ufe00", "VS17": "\U000e0100", "TAGa": "\U000e0061",
    "CANCEL": "\U000e007f", "BS": "\x08", "ESC": "\x1b", "DEL": "\x7f", "PLUS": "\u2064",
}  # fmt: skip


def spelled(sample: str) -> str:
    return re.sub(r"<([A-Za-z0-9]+)>", lambda name: NAMES[name.group(1)], sample)


INNOCENT = [
    "",
    "plain ASCII, with `code` and http://x.com/",
    "مرحبا بالعالم",
    "می<ZWNJ>روم، ه<ZWJ>.ش. و PDF<ZWNJ>ها و ۱۰<ZWNJ>ساله",
    "کتێب<ZWNJ>ەکان",
    "क्<ZWJ>ष क्<ZWNJ>ष",
    "👩<ZWJ>💻 👨<ZWJ>👩<ZWJ>👧 ❤<VS16>‍🔥 1<VS16>⃣ ℹ<VS16> ©<VS16>",
    "🏳<VS16><ZWJ>🌈",
    "漢<VS17> 葛<VS1>",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067<CANCEL>",
    "لغة C++<LRM> قوية، و<RLM>نص<ALM>",
    "3<LRM>-5 و +964<LRM> 770",
    "<LRI>http://x.com/<PDI> و<RLI>نص<PDI> و<FSI>name<PDI>",
    "<LRE>abc<PDF> <RLE>نص<PDF>",
    "<LRI>a <RLI>ب <LRE>c<PDF><PDI> d<PDI>",
    "زر http://x.com/<LRM> اليوم",
    "https://fa.wikipedia.org/wiki/نیم<ZWNJ>فاصله",
    "`# می<ZWNJ>روم`",
    "Donau<SHY>dampf<SHY>schiff",
    "ไทย<ZWSP>ไทย",
    "und —<WJ> so",
    "tab\tand form feed\x0c",
]


@pytest.mark.parametrize("sample", INNOCENT)
def test_innocent(sample: str) -> None:
    line = spelled(sample)
    assert warnings(line) == []
    assert cleaned(line) == line


# The sample, the reasons in order, what is shown of each, and what is left when it is cleaned.
GUILTY = [
    ("نص <LRI>abc", [Reason.UNCLOSED], ["<LRI>abc"], "نص abc"),
    ("نص <RLE>abc <FSI>d", [Reason.UNCLOSED] * 2, ["<RLE>abc <FSI>d", "<FSI>d"], "نص abc d"),
    ("<LRI>a<RLE>b<PDI>c", [Reason.UNCLOSED], ["<RLE>b"], "<LRI>ab<PDI>c"),
    ("نص<PDI> abc", [Reason.STRAY_END], ["ص<PDI> "], "نص abc"),
    ("نص<PDF>", [Reason.STRAY_END], ["ص<PDF>"], "نص"),
    ("<LRI>a<PDF>b<PDI>", [Reason.STRAY_END], ["a<PDF>b"], "<LRI>ab<PDI>"),
    ("<LRE>a<LRI>b<PDF>c<PDI>d<PDF>", [Reason.STRAY_END], ["b<PDF>c"],
     "<LRE>a<LRI>bc<PDI>d<PDF>"),
    ("a <RLO>txt.exe<PDF> b", [Reason.OVERRIDE], ["<RLO>txt.exe"], "a txt.exe b"),
    ("a <LRO>نص", [Reason.OVERRIDE], ["<LRO>نص"], "a نص"),
    ("<LRE>a<RLO>b<PDF>c<PDF>", [Reason.OVERRIDE], ["<RLO>b"], "<LRE>abc<PDF>"),
    ("<LRI>a<RLO>b<PDI>", [Reason.OVERRIDE], ["<RLO>b"], "<LRI>ab<PDI>"),
    ("abc<LRI>", [Reason.UNCLOSED], ["c<LRI>"], "abc"),
    ("<RLO><PDF>a", [Reason.OVERRIDE], ["<RLO><PDF>a"], "a"),
    # In code and addresses
    ('نص `if x != "<RLI>user<PDI>"`', [Reason.IN_CODE] * 2, ['"<RLI>u', 'r<PDI>"'],
     'نص `if x != "user"`'),
    ("http://x.com/<RLI>a<PDI>b", [Reason.IN_CODE] * 2, ["/<RLI>a", "a<PDI>b"],
     "http://x.com/ab"),
    ("http://goo<ZWSP>gle.com", [Reason.IN_CODE], ["o<ZWSP>g"], "http://google.com"),
    ("http://x.com/<LRM>a", [Reason.IN_CODE], ["/<LRM>a"], "http://x.com/a"),
    ("`a<ZWNJ>b`", [Reason.IN_CODE], ["a<ZWNJ>b"], "`ab`"),
    ("me@exa<SHY>mple.com", [Reason.IN_CODE], ["a<SHY>m"], "me@example.com"),
    # In words
    ("pass<ZWSP>word", [Reason.HIDDEN], ["s<ZWSP>w"], "password"),
    ("كل<ZWSP>مة", [Reason.HIDDEN], ["ل<ZWSP>م"], "كلمة"),
    ("goo<LRM>gle", [Reason.HIDDEN], ["o<LRM>g"], "google"),
    ("goo<ZWJ>gle", [Reason.HIDDEN], ["o<ZWJ>g"], "google"),
    ("goo<ZWNJ><ZWNJ>gle", [Reason.HIDDEN], ["o<ZWNJ><ZWNJ>g"], "google"),
    ("10<SHY>00", [Reason.HIDDEN], ["0<SHY>0"], "1000"),
    ("<BOM># عنوان", [Reason.HIDDEN], ["<BOM>#"], "# عنوان"),
    ("a <HF>b", [Reason.HIDDEN], [" <HF>b"], "a b"),
    ("f<PLUS>x", [Reason.HIDDEN], ["f<PLUS>x"], "fx"),
    # Smuggled text, control codes
    ("hi<TAGa><TAGa> there", [Reason.SMUGGLED], ["i<TAGa><TAGa> "], "hi there"),
    ("\U0001f3f4" + "<TAGa>" * 20, [Reason.SMUGGLED], ["\U0001f3f4" + "<TAGa>" * 20], "\U0001f3f4"),
    ("😀<VS1><VS17><VS17>!", [Reason.SMUGGLED], ["😀<VS1><VS17><VS17>!"], "😀!"),
    ("e<VS16>x", [Reason.SMUGGLED], ["e<VS16>x"], "ex"),
    ("a<BS>b<ESC>[31m<DEL>", [Reason.CONTROL] * 3, ["a<BS>b", "b<ESC>[", "m<DEL>"], "ab[31m"),
]  # fmt: skip


@pytest.mark.parametrize(("sample", "reasons", "seen", "left"), GUILTY)
def test_guilty(sample: str, reasons: list[Reason], seen: list[str], left: str) -> None:
    line = spelled(sample)
    found = warnings(line)
    assert [each.reason for each in found] == reasons
    assert [line[each.start : each.end] for each in found] == list(map(spelled, seen))
    assert cleaned(line) == spelled(left)


def test_a_line_of_code_has_no_controls_that_are_in_order() -> None:
    line = spelled('access = "<RLI>user<PDI>" # می<ZWNJ>روم a<ZWSP>b')
    assert [each.reason for each in warnings(line)] == [Reason.HIDDEN]
    assert [each.reason for each in warnings(line, code=True)] == [Reason.IN_CODE] * 3
    assert cleaned(line, code=True) == spelled('access = "user" # می<ZWNJ>روم ab')


def test_every_place_can_be_seen() -> None:
    """A mark over nothing but characters without a shape would not be seen."""
    for sample, *_ in GUILTY:
        line = spelled(sample)
        for each in warnings(line):
            seen = line[each.start : each.end]
            assert any(c not in NAMES.values() for c in seen), sample
            assert each.start <= each.at < each.at + each.length <= each.end


lines = st.lists(st.sampled_from([*NAMES.values(), *"ab1 ./`@نש١😀", "http://"]), max_size=40).map(
    "".join
)


@given(lines, st.booleans())
def test_what_is_cleaned_is_clean(line: str, code: bool) -> None:
    made = cleaned(line, code=code)
    left = [each.reason for each in warnings(made, code=code)]
    # Taking one away may bring two others together: a second look may find more, but no control
    # of direction loses its other half.
    assert not {Reason.UNCLOSED, Reason.STRAY_END, Reason.OVERRIDE} & set(left)
    for each in warnings(line, code=code):
        assert 0 <= each.start <= each.at
        assert each.at + each.length <= each.end <= len(line)


@pytest.mark.parametrize(
    "line",
    [spelled("<LRI>") * 100_000, spelled("<LRI>`a`") * 20_000, spelled("<ZWSP>") * 100_000,
     spelled("<RLE><LRI>") * 50_000 + spelled("<PDI>") * 50_000, spelled("a<ZWSP>") * 50_000,
     "www." * 25_000 + spelled("<LRM>"), "a@" * 50_000 + spelled("<LRM>"),
     "\ud800" * 1000 + spelled("<LRM>")],
)  # fmt: skip
def test_a_hostile_line_is_answered(line: str) -> None:
    assert len(warnings(line, most=100)) <= 200
    cleaned(line)
