"""Which spans read left to right whatever stands around them; python-bidi is the judge."""

from __future__ import annotations

import html
import re

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from editor.domain.post import Direction
from editor.text import isolation
from editor.text.isolation import isolates, matters, word_isolates
from editor.text.lines import LONGEST
from editor.text.page import words_html
from editor.text.render import render_html

RTL, LTR = Direction.RTL, Direction.LTR
RTL_OR_DIGITS = re.compile("[\u0590-\u06ff]")
LRI, PDI = "\u2066", "\u2069"

# Rows of notes/rtl.md §D first; then by kind of span, in Arabic, Sorani, Persian, Hebrew, Urdu.
TABLE: list[tuple[str, list[str]]] = [
    ("# HTML للمبتدئين", []),
    ("- WordPress منصة", []),
    ("**Note**: مرحبا", []),
    ("[link](http://x.com/) ثم نص", ["(http://x.com/)"]),
    ("شغل `--force` الآن", ["`--force`"]),
    ("اكتب `foo()` و `bar()`", ["`foo()`", "`bar()`"]),
    ("زر http://x.com/ اليوم", ["http://x.com/"]),
    ("لغة C++ قوية", ["C++"]),
    ("رقم +964 770 123 4567", ["+964 770 123 4567"]),
    ("سعر 3-5", []),
    ("می‌روم به VS Code", []),
    ("", []),
    ("2024", []),
    ("---", []),
    ("|---|:--|", []),
    # code, as the page finds it
    ("شغل ``a`b`` الآن", ["``a`b``"]),
    ("شغل `a الآن", []),
    ("شغل \\`a\\` الآن", []),
    ("شغل `a\\` الآن", ["`a\\`"]),
    ("`כתבו` ואז `x`", ["`כתבו`", "`x`"]),
    # destinations, labels, notes, attribute lists
    ("![پل](b.jpg) و متن", ["(b.jpg)"]),
    ('[نص](http://x.com/ "A title") و', ['(http://x.com/ "A title")']),
    ('[نص](http://x.com/ "عنوان") و', ["http://x.com/"]),
    ('[نص](http://x.com/ "عن C++ اليوم") و', ["http://x.com/", "C++"]),
    ("[نص](<a b.jpg>) و", ["(<a b.jpg>)"]),
    ("[`]`](http://x.com/a_(b)) و", ["`]`", "(http://x.com/a_(b))"]),
    ("[رابط][id] و[رابط][معرف]", ["[id]"]),
    ("کلام[^tea] و کلام[^چای]", ["[^tea]"]),
    ('کلام{: dir="ltr" .x}', ['{: dir="ltr" .x}']),
    ('![جسر](b.jpg){credit="تصوير: سالم" width="300" .x}', ["(b.jpg)", 'width="300"', ".x"]),
    ("{كلام} بين قوسين", []),
    # addresses, without the sentence's own signs
    ("(زوروا http://x.com/a(b)، ثم http://x.com.)", ["http://x.com/a(b)", "http://x.com"]),
    ("**http://x.com/** و", ["http://x.com/"]),
    ("http:// و", []),
    ("سەردانی www.x.krd/a/ بکە", ["www.x.krd/a/"]),
    ("<http://x.com/a> و<me@x.com>", ["<http://x.com/a>", "<me@x.com>"]),
    ("راسل me@x.com أو 1.a+b@x.co.uk.", ["me@x.com", "1.a+b@x.co.uk"]),
    # tags, entities
    ('<span class="نص">نص</span>&nbsp;<br>', ['<span class="نص">', "</span>", "&nbsp;", "<br>"]),
    ("٣ < ٤ > ٢ & ٥;", []),
    # telephone numbers, but no dates, ranges, sums, years
    ("اتصل: (0770) 123-4567.", ["(0770) 123-4567"]),
    ("تەلەفۆن 0770 123 4567 یان 066-2101234", ["0770 123 4567", "066-2101234"]),
    ("تلفن +۹۸ ۹۱۲ ۱۲۳ ۴۵۶۷ یا ۰۲۱-۱۲۳۴۵۶۷۸", ["+۹۸ ۹۱۲ ۱۲۳ ۴۵۶۷", "۰۲۱-۱۲۳۴۵۶۷۸"]),
    ("טלפון 050-1234567 או +972-50-123-4567", ["050-1234567", "+972-50-123-4567"]),
    ("فون +92 (300) 123 4567 یا 1-800-555-1234", ["+92 (300) 123 4567", "1-800-555-1234"]),
    ("هاتف +٩٦٤٧٧٠١٢٣٤٥٦٧", ["+٩٦٤٧٧٠١٢٣٤٥٦٧"]),
    ("هاتف +9647701234567، أو 01 23 45 67 89", ["+9647701234567", "01 23 45 67 89"]),
    ("في 2024-01-15 و01-02-2024 و1.2.2024 و15/1/2024", []),
    ("من 1990-2000 و10:30-11:45 و0900-1730 و0.5-1.5", []),
    ("عام 1990 2000 2010 و+5 و-3 و٣+٤=٧ و1 000 000", []),
    # names with signs; a prefix may be written onto them, a suffix after them
    ("وC++ وC# وF#، و.NET وC++17 وA+", ["C++", "C#", "F#", ".NET", "C++17", "A+"]),
    ("بزبان C++، بـC++ و«C++»", ["C++", "C++", "C++"]),
    ("ב-C++ וב-.NET", ["C++", ".NET"]),
    ("פונקציית range() או foo.bar() וגם std::sort()", ["range()", "foo.bar()", "std::sort()"]),
    ("C++/C# و C++ & Java", ["C++/C#", "C++ & Java"]),
    ("@user و#hashtag و @user.name", ["@user", "@user.name"]),
    ("قال @كاتب في #وسم", []),
    ("افتح ~/.bashrc ثم /etc/hosts و ./run.sh", ["~/.bashrc", "/etc/hosts", "./run.sh"]),
    ("شغل --force=yes لا -rf", ["--force=yes"]),
    ("أو/WordPress و WordPress/Ghost و and/or", []),
    ("جملة.Next وجملةٌ.Next و a+ب و AT&T و Yahoo!", []),
    ("Node.js و ASP.NET و x-y و it's", []),
    # a token pulls in the Latin words beside it: alone it would break "Visual C++" in two
    ("تعلم Visual C++ 2019 الآن", ["Visual C++ 2019"]),
    ("إطار Microsoft .NET Framework 4.8 جديد", ["Microsoft .NET Framework 4.8"]),
    ("في 2024 C++ تغيرت", ["C++"]),
    ("Tel +964 770 123 4567 واتساب", ["Tel +964 770 123 4567"]),
    ("كتاب Şivan C++ جديد", ["Şivan C++"]),
    ("+964 770 123 4567 WhatsApp فقط", ["+964 770 123 4567"]),
]


def isolated(line: str, direction: Direction = RTL) -> str:
    """The line as the editor shows it."""
    parts, at = [], 0
    for start, end in isolates(line, direction):
        parts += [line[at:start], LRI, line[start:end], PDI]
        at = end
    return "".join([*parts, line[at:]])


def displayed(text: str, base: str = "R") -> str:
    """From left to right on the screen. python-bidi does not mirror."""
    shown = str(get_display(text, base_dir=base))
    return shown.replace(LRI, "").replace(PDI, "")


@pytest.mark.parametrize(("line", "expected"), TABLE)
def test_what_reads_left_to_right(line: str, expected: list[str]) -> None:
    assert [line[start:end] for start, end in isolates(line, RTL)] == expected


@pytest.mark.parametrize(("line", "spans"), [row for row in TABLE if row[1]])
@pytest.mark.parametrize("base", ["R", "L"])
def test_isolated_spans_keep_their_order_on_the_screen(
    line: str, spans: list[str], base: str
) -> None:
    direction = RTL if base == "R" else LTR
    shown = displayed(isolated(line, direction), base)
    for span in spans:
        if not RTL_OR_DIGITS.search(span):
            assert span in shown


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("شغل `--force` الآن", "`--force`"),
        ("زر http://x.com/ اليوم", "http://x.com/"),
        ("لغة C++ قوية", "C++"),
        ("رقم +964 770 123 4567", "+964 770 123 4567"),
        ("بيئة .NET جديدة", ".NET"),
    ],
)
def test_without_isolates_they_do_not(line: str, wrong: str) -> None:
    assert wrong not in displayed(line)


def test_a_plain_range_is_left_to_the_algorithm() -> None:
    assert displayed(isolated("سعر 3-5")) == displayed("سعر 3-5")
    assert "5-3" in displayed("سعر 3-5")


def test_nothing_is_isolated_where_it_makes_no_difference() -> None:
    assert isolates("Learn C++ at http://x.com/ with `code`", LTR) == []
    assert isolates("Learn C++ مع", LTR) == [(0, 9)]
    assert isolates("Learn C++", RTL) == [(0, 9)]
    assert isolates("كلمة C++ " + "ا" * LONGEST, RTL) == []


def test_offsets_are_code_points() -> None:
    assert isolates("😀 لغة C++ 😀 و`x`", RTL) == [(6, 9), (13, 16)]


HOSTILE = [
    *("`", "`` `", "[", "](", "](a ", '](" ', "](<", "][", "[^", "[^a", "<", "<a ", "<!--", "{"),
    *("{a=", '{a="', "http://a(", "a.+", "a@", "@", "@a.", "#a", "+1", "+1 (", "(0", "0770 "),
    *("0770-", "a-", "a'", "a ", "1 ", ".a ", "/a", "/a.", "~/", "--", "--a", "www.", "&", "&a"),
    *("\\", "`\\", "C++", "a()", "ا", "\ud800", "\x00", "\x02", "\u2066", "\u200f"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_lines_give_sorted_ranges_that_are_apart(piece: str) -> None:
    for line in (piece * (LONGEST // len(piece)), ("ا" + piece) * 2000, piece * 100_000):
        found = isolates(line, RTL)
        at = 0
        for start, end in found:
            assert at <= start < end <= len(line)
            at = end
        word_isolates(line)


# --- the page -----------------------------------------------------------------------------------

_OPEN_SPAN = re.compile(r'<span dir="ltr">|<code dir="ltr">')
_TAGS = re.compile(r"<[^>]*>")


def read_page(page: str) -> str:
    """The words of a paragraph, its isolates as characters."""
    text = _OPEN_SPAN.sub(LRI, page)
    text = re.sub(r"</(?:span|code)>", PDI, text)
    return html.unescape(_TAGS.sub("", text))


WORDS = st.sampled_from(
    [
        *("كلمة", "و", "ب", "می‌روم", "שלום", "کوردستان", "WordPress", "Visual", "a", "2024", "٥"),
        *(
            "C++",
            "C#",
            ".NET",
            "range()",
            "foo.bar",
            "@user",
            "#tag",
            "#وسم",
            "me@x.com",
            "x@",
            "+",
        ),
        *("+964 770 123 4567", "(0770) 123-4567", "3-5", "0770", "123", "4567", "http://x.com/"),
        *(
            "http://x.com/a(b)",
            "www.x.com/",
            "--force",
            "/etc/hosts",
            "~/.x",
            "(",
            ")",
            ".",
            "،",
            ":",
        ),
        *("-", "/", "\u00a0", "'", "«", "»", "!", "؟", "😀", "é", "ş"),
    ]
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "", " "])), max_size=10))
def test_the_page_isolates_the_same_words(pieces: list[tuple[str, str]]) -> None:
    line = ("كلمة " + "".join(word + space for word, space in pieces)).strip()
    line = re.sub(r"(?<=[^\s(،:«])(?=http|www)", " ", line)  # nobody writes C++http://x.com
    page = render_html(line, direction=RTL)
    if page.startswith("<p>"):
        assert read_page(page) == isolated(line)
        assert read_page(words_html(line.replace("http://", ""), RTL)) == isolated(
            line.replace("http://", "")
        )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("رقم +964 770 123 4567", '<p>رقم <span dir="ltr">+964 770 123 4567</span></p>'),
        ("سعر 3-5", "<p>سعر 3-5</p>"),
        ("راسل me@x.com", '<p>راسل <span dir="ltr">me@x.com</span></p>'),
        (
            "**لغة C++** ثم C# هنا",
            '<p><strong>لغة <span dir="ltr">C++</span></strong> ثم '
            '<span dir="ltr">C#</span> هنا</p>',
        ),
        (
            "[لغة C++](http://x.com)",
            '<p><a href="http://x.com">لغة <span dir="ltr">C++</span></a></p>',
        ),
        ("لغة `C++`", '<p>لغة <code dir="ltr">C++</code></p>'),
        ("Learn C++ now", '<p dir="ltr">Learn C++ now</p>'),
        (
            "Words in English here\nand كلمة +964 770 123 4567",
            '<p dir="ltr">Words in English here<br>\nand كلمة '
            '<span dir="ltr">+964 770 123 4567</span></p>',
        ),
        (
            "- بند C++\n- WordPress C++",
            '<ul>\n<li>بند <span dir="ltr">C++</span></li>\n'
            '<li><span dir="ltr">WordPress C++</span></li>\n</ul>',
        ),
        (
            '![جسر](a.jpg "لغة C++"){credit="هاتف +964 770 123 4567"}',
            '<figure><img alt="جسر" src="a.jpg"><figcaption>لغة <span dir="ltr">C++</span> · '
            '<span class="credit">هاتف <span dir="ltr">+964 770 123 4567</span></span>'
            "</figcaption>\n</figure>",
        ),
        (
            "لغة Visual C++ و HTML C++\n\n*[HTML]: صفحات",
            '<p>لغة <span dir="ltr">Visual C++</span> و '
            '<span dir="ltr"><abbr title="صفحات">HTML</abbr> C++</span></p>',
        ),
        ("a &lt; C++ كلمة <b>C#</b>", None),
    ],
)
def test_words_of_the_page(body: str, expected: str | None) -> None:
    page = render_html(body, direction=RTL)
    if expected is None:
        assert page.count('<span dir="ltr">') == 2
        assert "&lt;" in page
    else:
        assert page == expected


def test_words_of_a_title() -> None:
    assert words_html("لغة C++ & <b>", RTL) == 'لغة <span dir="ltr">C++</span> &amp; &lt;b&gt;'
    assert words_html("Learn C++", RTL) == "Learn C++", "the title itself runs left to right"


def test_only_mixed_text_matters() -> None:
    assert matters("words", RTL)
    assert matters("words كلمة", LTR)
    assert not matters("words", LTR)


def test_a_line_with_nothing_but_code_waits_for_no_pattern_of_addresses() -> None:
    """Compiling it takes 10 ms, which the first paint of most posts does without."""
    isolation._source.cache_clear()
    assert isolates("كتبتُ `km 214` على ظهر الورقة", Direction.RTL) == [(6, 14)]
    assert isolation._source.cache_info().currsize == 0
    assert isolates("كتبتُ `km 214` في C++ هنا", Direction.RTL) == [(6, 14), (18, 21)]
