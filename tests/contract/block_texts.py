"""Posts with everything our Markdown has, for the block editor to open."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from editor.domain.post import Direction
from editor.text.render import Renderer
from editor.text.wordpress_blocks import dressed

ROOT = Path(__file__).resolve().parents[2]
RTL, LTR = Direction.RTL, Direction.LTR
DIRECTIONS = [(post, site) for post in Direction for site in Direction]

# (language, direction, a word, a sentence)
LANGUAGES = {
    "ar": (
        RTL,
        "مداد",
        "خرجنا مع الفجر وقرأنا الخريطة في WordPress 6.8 ثم شربنا الشاي، وكتبنا كثيرًا.",
    ),
    "ckb": (
        RTL,
        "پێنووس",
        "ئەم نووسینە بە کوردییە و C++ و HTML ی تێدایە، لەگەڵ ژمارەی ١٢٣ و +964 770 123 4567.",
    ),
    "he": (RTL, "שלום", "זה משפט ארוך בעברית עם Chromium בתוכו, וגם מספר 42; ואחריו עוד מילים."),
    "en": (
        LTR,
        "Ink",
        "A long sentence in English with مداد in it, a C++ and a (parenthesis); and more words.",
    ),
}

EVERYTHING = """# {word} `v1` {{#top .big}}

{text} **{word}** *{word}* ~~{word}~~ [{word}](http://example.com/?a=1&b=2 "{word}")[^1], http://x.com/a
{text} `--force` `[gallery]` A word & <kbd>raw</kbd> 1 < 2 HTML --

{text}
{{: .note lang=ckb}}

{text}
{{: dir="{other}"}}

## {word}

###### {text} {text} {text}

- {text} {text}
- WordPress is here.
- كلمة {{: .x}}
  1. {word}
  2. {text}

     {text}

     ```py
     x = [gallery]
     https://youtu.be/abc
     ```

1. {text}

2. {word}

7. {word}

---

3. {text}
4. {word}

---

٣. {word}
٤. {word}

> {text}
>
> - {word}
> - {text}
>
> > {word}
{{: #said}}

```python
if x < 2 and "[y]" != 'z':  # {word}
    print("--", '&amp;')
```

    {text}

| {word} | b |
|:---|---:|
| {text} | `a|b` |
| --> | |

![{word}](a.jpg)

![{word}](a.jpg "{text}"){{credit="{word}"}}

[![{word}](a.jpg){{width=300 height=200}}](http://example.com/)

![{word}](a.jpg) ![{word}](b.jpg "{word}"){{credit="{word}"}}
![](c.jpg)

{text} ![{word}](a.jpg "x") {text}

<!--more-->

https://youtu.be/abc?t=1&x=2

https://vimeo.com/12345

https://x.com/midad/status/12345

https://example.com/no-video

{word}
: {text}

  {text}

<div class="mine">

<p>raw</p>
</div>

<p>raw {word}</p>

<pre>raw
  {word}</pre>

<!-- wp:html -->

<!-- only said here -->

[^1]: {text}

*[HTML]: {word}
"""

# Each block in both directions: an attribute line turns it.
TURNED = "\n\n".join(
    f"{block}\n{{: dir={direction}}}"
    for direction in ("rtl", "ltr")
    for block in (
        "# كلام words",
        "كلام words",
        "- كلام\n- words",
        "1. words\n2. كلام",
        "> كلام\n>\n> words",
        "| كلام | words |\n|---|---|\n| 1 | 2 |",
        '![كلام](a.jpg "words")',
        "كلام\n: words",
    )
)


def everything() -> dict[str, str]:
    """Language → a post with everything."""
    return {
        language: EVERYTHING.format(
            word=word, text=text, other="ltr" if direction is RTL else "rtl"
        )
        for language, (direction, word, text) in LANGUAGES.items()
    }


def pieces(
    text: str, post: Direction, site: Direction, language: str = "", *, digits: bool = False
) -> Iterator[tuple[str, str]]:
    """(our HTML, its block markup) of each block."""
    for block in Renderer().render_steps(text, direction=post):
        markup = dressed(
            block.html,
            site,
            post=post,
            language=language,
            numbers={"a.jpg": 12} if language else None,
            digits=digits,
        )
        if markup:
            yield block.html, markup


@cache
def samples() -> list[str]:
    """The Markdown that other tests and the sample posts are made of."""
    found = [path.read_text("utf-8") for path in (ROOT / "resources/samples").glob("*.md")]
    for file in sorted((ROOT / "tests/unit/text").glob("*.py")):
        found += [
            node.value
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return sorted(set(found), key=len)[::-1][:1500]
