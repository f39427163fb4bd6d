"""Bodies as blogs have them: pieces of many hands, put together in two hundred ways.

A piece of PLAIN is what authors write most (paragraphs, headings, lists, quotations, links,
pictures, simple tables): nearly all of it has to arrive as Markdown.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple


class Style(NamedTuple):
    """How one kind of blog writes: what can be edited, and what only it understands."""

    plain: tuple[str, ...]
    odd: tuple[str, ...]
    between: str


BLOCKS = Style(
    plain=(
        "<!-- wp:paragraph -->\n<p>كتبنا عن <strong>بغداد</strong> وعن دجلة.</p>\n"
        "<!-- /wp:paragraph -->",
        '<!-- wp:paragraph {"align":"right","direction":"rtl"} -->\n'
        '<p class="has-text-align-right" dir="rtl">نص مع <a '
        'href="https://example.org/a_b?c=1&amp;d=2"'
        ' target="_blank" rel="noreferrer noopener">رابط</a> و<em>ميل</em>.</p>\n'
        "<!-- /wp:paragraph -->",
        '<!-- wp:paragraph {"dropCap":true,"fontSize":"large"} -->\n'
        '<p class="has-drop-cap has-large-font-size">Once upon a time&nbsp;— long ago.</p>\n'
        "<!-- /wp:paragraph -->",
        "<!-- wp:paragraph -->\n<p>سطر<br>وسطر آخر<br><br>وبعد فراغ</p>\n<!-- /wp:paragraph -->",
        "<!-- wp:paragraph -->\n<p>H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>, "
        '<mark style="background-color:#ff0" class="has-inline-color">هنا</mark> '
        "<code>a &lt; b</code> *not emphasis* _nor_ this [x] {y} 1. z</p>\n<!-- /wp:paragraph -->",
        "<!-- wp:paragraph -->\n<p># not a heading &amp; 5 &lt; 6</p>\n<!-- /wp:paragraph -->",
        '<!-- wp:heading -->\n<h2 class="wp-block-heading">عنوان أول</h2>\n<!-- /wp:heading -->',
        '<!-- wp:heading {"level":3,"textAlign":"center"} -->\n'
        '<h3 class="wp-block-heading has-text-align-center" id="h-one">Heading <em>two</em></h3>\n'
        "<!-- /wp:heading -->",
        '<!-- wp:list -->\n<ul class="wp-block-list"><!-- wp:list-item -->\n<li>تمر</li>\n'
        '<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n<li>خبز <a href="https://a.example">و</a>'
        '<!-- wp:list -->\n<ul class="wp-block-list"><!-- wp:list-item -->\n<li>داخل</li>\n'
        "<!-- /wp:list-item --></ul>\n<!-- /wp:list --></li>\n<!-- /wp:list-item --></ul>\n"
        "<!-- /wp:list -->",
        '<!-- wp:list {"ordered":true,"start":4} -->\n<ol '
        'start="4"><li>four</li><li>five</li></ol>\n'
        "<!-- /wp:list -->",
        '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><!-- wp:paragraph -->\n'
        "<p>قالت الجدة شيئاً</p>\n<!-- /wp:paragraph --><cite>الجدة</cite></blockquote>\n"
        "<!-- /wp:quote -->",
        '<!-- wp:image {"id":12,"sizeSlug":"large","linkDestination":"none"} -->\n'
        '<figure class="wp-block-image size-large"><img src="https://b.example/a.jpg" '
        'alt="جسر &quot;قديم&quot;" class="wp-image-12"/><figcaption class="wp-element-caption">'
        "الجسر، 1957</figcaption></figure>\n<!-- /wp:image -->",
        '<!-- wp:image {"id":3} -->\n<figure class="wp-block-image"><a '
        'href="https://b.example/l.jpg">'
        '<img src="https://b.example/s.jpg" alt="" class="wp-image-3" width="300" '
        'height="200"/></a>'
        "</figure>\n<!-- /wp:image -->",
        '<!-- wp:table -->\n<figure class="wp-block-table"><table><thead><tr><th>اسم</th><th>عدد'
        "</th></tr></thead><tbody><tr><td>تمر | بلح</td><td>3</td></tr></tbody></table></figure>\n"
        "<!-- /wp:table -->",
        '<!-- wp:table -->\n<figure class="wp-block-table"><table class="has-fixed-layout"><tbody>'
        "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table></figure>\n"
        "<!-- /wp:table -->",
        '<!-- wp:code -->\n<pre class="wp-block-code"><code>if a &lt; b:\n    print("سلام")'
        "</code></pre>\n<!-- /wp:code -->",
        '<!-- wp:separator -->\n<hr class="wp-block-separator has-alpha-channel-opacity"/>\n'
        "<!-- /wp:separator -->",
        "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->",
        '<!-- wp:gallery {"linkTo":"none"} -->\n<figure class="wp-block-gallery has-nested-images">'
        '<!-- wp:image {"id":5} -->\n<figure class="wp-block-image"><img src="https://b.example/5.jpg"'
        ' alt="نص" class="wp-image-5"/></figure>\n<!-- /wp:image -->\n\n<!-- wp:image -->\n<figure '
        'class="wp-block-image"><img src="https://b.example/6.jpg" alt=""/><figcaption '
        'class="wp-element-caption">words below</figcaption></figure>\n<!-- /wp:image -->'
        "</figure>\n<!-- /wp:gallery -->",
        '<!-- wp:embed {"url":"https://vimeo.com/7","type":"video"} -->\n<figure '
        'class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://vimeo.com/7\n</div>'
        "</figure>\n<!-- /wp:embed -->",
        '<!-- wp:group {"layout":{"type":"constrained"}} -->\n<div class="wp-block-group">'
        "<!-- wp:paragraph -->\n<p>في مجموعة</p>\n<!-- /wp:paragraph --></div>\n<!-- /wp:group -->",
    ),
    odd=(
        "<!-- wp:latest-posts /-->",
        '<!-- wp:gallery {"linkTo":"none"} -->\n<figure class="wp-block-gallery"><!-- '
        "wp:image -->\n"
        '<figure class="wp-block-image"><img src="https://b.example/1.jpg" alt=""/></figure>\n'
        "<!-- /wp:image --></figure>\n<!-- /wp:gallery -->",
        '<!-- wp:embed {"url":"https://www.youtube.com/watch?v=x1","type":"video"} -->\n'
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n'
        "https://www.youtube.com/watch?v=x1\n</div></figure>\n<!-- /wp:embed -->",
        '<!-- wp:html -->\n<iframe src="https://m.example"></iframe>\n<!-- /wp:html -->',
        '<!-- wp:shortcode -->\n[contact id="4"]\n<!-- /wp:shortcode -->',
        '<!-- wp:spacer {"height":"40px"} -->\n<div style="height:40px" aria-hidden="true" '
        'class="wp-block-spacer"></div>\n<!-- /wp:spacer -->',
        "<!-- wp:paragraph -->\n<p></p>\n<!-- /wp:paragraph -->",
        '<!-- wp:acme/poll {"a":"\\u003cb\\u003e"} -->\n<div class="poll"><p>?</p></div>\n'
        "<!-- /wp:acme/poll -->",
        '<!-- wp:verse -->\n<pre class="wp-block-verse">بيت\n  وبيت</pre>\n<!-- /wp:verse -->',
        '<!-- wp:pullquote -->\n<figure class="wp-block-pullquote"><blockquote><p>x</p>'
        "</blockquote></figure>\n<!-- /wp:pullquote -->",
    ),
    between="\n\n",
)

CLASSIC = Style(
    plain=(
        "فقرة أولى بلا وسم\nوسطر ثان فيها <b>عريض</b> و<i>مائل</i>.",
        'English words with a <a href="/about" title="who">link</a> &amp; more&hellip;',
        "<p>فقرة بوسم</p>",
        '<p style="text-align: right;" dir="rtl">إلى اليمين <span style="color: '
        '#333">ملون</span></p>',
        "<h3>عنوان</h3>",
        "<ul>\n<li>واحد</li>\n<li>اثنان\n<ol>\n<li>داخل</li>\n</ol>\n</li>\n</ul>",
        "<blockquote>\n<p>اقتباس</p>\n<p>وتتمة</p>\n</blockquote>",
        "<blockquote>بلا فقرات</blockquote>",
        '<img class="aligncenter size-full wp-image-9" src="https://b.example/9.png" alt="نهر" '
        'width="640" height="480" />',
        '<a href="https://b.example/f.jpg"><img src="https://b.example/t.jpg" alt="x" /></a>',
        ""
        "<table>\n<tbody>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n"
        "</tbody>\n</table>",
        "<pre>code\n  here &amp; there</pre>",
        "<hr />",
        "<!--more-->",
        "https://www.youtube.com/watch?v=abc",
        "اتصلوا على +964 770 123 4567 أو a.b@example.org",
        "<div>في قسم <em>واحد</em></div>",
    ),
    odd=(
        '[gallery ids="1,2,3" columns="2"]',
        '[caption id="attachment_7" align="alignnone" width="300"]<img '
        'src="https://b.example/7.jpg" '
        'alt="" /> تعليق[/caption]',
        '<iframe width="560" src="https://www.youtube.com/embed/x" allowfullscreen></iframe>',
        "<p>&nbsp;</p>",
        "<script>alert('x' < 3)</script>",
        '<form action="https://evil.example"><input name="q" /></form>',
        '<table><tr><td colspan="2">wide</td></tr><tr><td>a</td><td>b</td></tr></table>',
        "<!-- a note of the author -->",
        "<dl><dt>كلمة</dt><dd>معنى</dd></dl>",
        "<p>unclosed <b>bold",
    ),
    between="\n\n",
)

SOUP = Style(
    plain=(
        "نص أول<br /><br />",
        '<div style="text-align: right;" dir="rtl">سطر في قسم</div>',
        "<div><b>Bold</b> words</div>",
        '<div class="separator" style="clear: both; text-align: center;"><a '
        'href="https://b.example/'
        's1600/a.jpg" imageanchor="1" style="margin-left: 1em;"><img border="0" height="240" '
        'src="https://b.example/s320/a.jpg" width="320" /></a></div>',
        '<span style="font-family: Arial;">كلام بخط آخر</span><br />وسطر<br /><br />',
        '<h2 style="text-align: right;">عنوان</h2>',
        '<ul style="text-align: right;"><li>one</li><li>two</li></ul>',
    ),
    odd=(
        "<div><br /></div>",
        "<br />",
        "<a name='more'></a>",
        '<div class="MsoNormal" dir="RTL"><o:p></o:p></div>',
        '<object width="320"><param name="movie" value="x"></param></object>',
        '<div class="blogger-post-footer"><img width="1" src="https://t.example/x" /></div>',
    ),
    between="\n",
)

WORD = Style(
    plain=(
        '<p class="MsoNormal" dir="RTL" style="margin: 0in 0in 8pt; text-align: right;"><span '
        'lang="AR-SA" style="font-size: 14pt; line-height: 107%;">نص من وورد<o:p></o:p></span></p>',
        '<p class="MsoListParagraph" style="text-indent: -18pt;"><span>·&nbsp;&nbsp; '
        "</span>item</p>",
        '<p class="MsoNormal"><b><i><u>All three</u></i></b></p>',
        '<p><span style="font-weight: 400;">From a document</span></p>',
    ),
    odd=(
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
        "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->",
        '<table class="MsoTableGrid" border="1"><tr><td style="width: '
        '1in"><p>x</p></td></tr></table>',
    ),
    between="\n",
)

BROKEN = (
    "<p>one<p>two</p>",
    "<div><p>x</div></p>",
    "</div>tail",
    "<ul><li>a<li>b</ul>",
    "<b>x <i>y</b> z</i>",
    "<!-- wp:paragraph --><p>no end</p>",
    "<p>no begin</p><!-- /wp:paragraph -->",
    "<!-- wp:list --><ul><li>x</li></ul><!-- /wp:quote -->",
    '<!-- wp:x {"a": -->',
    "<!-- never closed <p>x</p>",
    '<a href="x>y</a>',
    "a < b > c",
    "<p title='it''s'>x</p>",
    "\x00<p>nul</p>\x01",
    "```\n<p>ticks</p>\n```",
    "---\ntitle: x\n---\n",
    "    indented",
    "[x]: https://a.example\n\n<p>[x]</p>",
    "*[HTML]: words\n\n<p>HTML</p>",
    '<p>{: dir="ltr"}</p>',
    "<p>\u2028line\u2029separators\u0085</p>",
    "\ufeff<p>bom</p>",
    "<p>\u202eoverride\u202c</p>",
    "<P CLASS=a>upper</P>",
    "<p>a&nbsp;&nbsp;b&zwnj;c&#8203;d&lt;br&gt;</p>",
    "",
    " \r\n\t ",
)


def bodies(count: int = 200) -> Iterator[str]:
    """The same bodies each time: the broken ones, then mixtures of every style."""
    yield from BROKEN
    draw = random.Random(20_261_121)
    styles = (BLOCKS, CLASSIC, SOUP, WORD)
    for number in range(count - len(BROKEN)):
        style = styles[number % len(styles)]
        pieces = [
            draw.choice(style.plain if draw.random() < 0.75 else style.odd)
            for _ in range(draw.randint(1, 9))
        ]
        if number % 10 == 9:
            pieces.insert(draw.randrange(len(pieces) + 1), draw.choice(BROKEN))
        body = style.between.join(pieces)
        if style is SOUP and number % 3 == 0:
            body = f'<div dir="rtl" style="text-align: right;" trbidi="on">\n{body}\n</div>'
        if number % 7 == 3:
            body = body.replace("\n", "\r\n")
        yield body + draw.choice(("", "\n", "\n\n"))
