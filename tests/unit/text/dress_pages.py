"""Pages of blogs, written for the tests in the manner of several kinds of blog."""

from __future__ import annotations

TITLE = "يوم في الميناء & a day at sea"

BODY = """<!-- wp:paragraph -->
<p>نزلنا إلى الميناء قبل شروق الشمس، حين كانت القوارب نائمة.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2 class="wp-block-heading">The fishermen's nets</h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p dir="ltr">They mended "nets" and talked about the weather...</p>
<!-- /wp:paragraph -->"""

# What a WordPress makes of it: other quotes, an id, a picture's sizes.
SHOWN = """<p>نزلنا إلى الميناء قبل شروق الشمس، حين كانت القوارب نائمة.</p>
<h2 class="wp-block-heading" id="h-nets">The fishermen&#8217;s nets</h2>
<p dir="ltr">They mended &#8220;nets&#8221; and talked about the weather&#8230;</p>"""

SHOWN_TITLE = "يوم في الميناء &#038; a day at sea"

BLOCK_THEME = f"""<!DOCTYPE html>
<html lang="ar" dir="rtl" class="no-js">
<head><meta charset="UTF-8"><title>{SHOWN_TITLE} – مدونة</title>
<meta http-equiv="refresh" content="900">
<link rel="stylesheet" id="a-css" href="/wp-content/a.css?ver=1" media="all">
<style id="global-styles-inline-css">body{{margin:0}}</style>
<link rel="preload" as="style" href="late.css" onload="this.rel='stylesheet'">
<noscript><link rel="stylesheet" href="noscript.css"></noscript>
<link rel="alternate stylesheet" href="other.css">
<link rel="stylesheet" href="x.less" type="text/less">
<script src="https://tracker.example/t.js"></script>
</head>
<body class="single postid-7" onload="run()" style="background:url(paper.png)">
<div class="wp-site-blocks">
<header><p class="wp-block-site-title"><a href="/">مدونة</a></p>
<ul class="recent"><li><a href="/7">{SHOWN_TITLE}</a></li></ul>
<form class="search" action="/" role="search"><input type="search" name="s" placeholder="بحث">
<button>ابحث</button></form></header>
<main id="wp--skip-link--target">
<figure class="wp-block-post-featured-image"><img class="wp-post-image" src="/theirs.jpg"></figure>
<h1 class="wp-block-post-title">{SHOWN_TITLE}</h1>
<div class="entry-content wp-block-post-content is-layout-constrained">{SHOWN}</div>
<div class="wp-block-comments" id="comments"><h2>تعليق واحد</h2><p>A reader's own words</p></div>
</main>
<aside><img src="data:," data-src="side.png" srcset="https://cdn.example/side.png 2x" width="90">
<svg viewBox="0 0 1 1"><script>run()</script><path d="M0 0" onclick="run()"></path>
<use href="https://cdn.example/sprite.svg#a"></use></svg>
<iframe src="https://tracker.example/"></iframe>
<a href="https://elsewhere.example/" onclick="run()">Elsewhere</a></aside>
</div>
<img src="https://tracker.example/pixel.gif" width="1" height="1">
</body></html>"""

CLASSIC_THEME = f"""<!doctype html>
<html lang="en-US"><head><link rel='stylesheet' href='https://blog.example/style.css' /></head>
<body class="post-template-default single">
<div id="page"><div id="content"><article id="post-7" class="post type-post">
<header class="entry-header"><h1 class="entry-title">{SHOWN_TITLE}</h1></header>
<div class="entry-content">
<div dir="rtl" lang="ar">{SHOWN}</div>
<div class="sharedaddy"><h3>Share this:</h3></div>
</div><!-- .entry-content -->
</article></div></div></body></html>"""

CLASSIC_BODY = f'<div dir="rtl" lang="ar">\n{SHOWN}\n</div>'

# Tables around everything, no class that says what it is, words in bare lines.
BLOGGER_LIKE = """<!DOCTYPE html>
<html dir='rtl' xmlns='http://www.w3.org/1999/xhtml' xmlns:b='http://www.google.com/2005/gml/b'>
<head><style type='text/css'><!-- body { background: #fff url(//resources.blog.example/bg.png) }
--></style></head>
<body class='loading'><div class='body-fauxcolumns'></div>
<table><tbody><tr><td><div class='main section' id='main'><div class='widget Blog'>
<div class='post hentry'>
<h3 class='post-title'><a href='http://x.blog.example/p.html'>مفكرة يوم</a></h3>
<div class='post-header'></div>
<div class='post-body entry-content' id='post-body-55'>
<div dir="rtl" style="text-align: right;">كتبت هذه الأسطر وأنا على سفر طويل<br />
<b>ثم نمت</b></div><div dir="rtl"><br /></div>
<div dir="rtl">وفي الصباح التالي وصلنا إلى المدينة البعيدة</div>
<div style='clear: both;'></div>
</div>
<div class='post-footer'>Posted by Layla</div></div>
</div></div></td><td><div class='sidebar'><h2>عني</h2></div></td></tr></tbody></table>
<script>_WidgetManager._Init('//www.blog.example/rearrange')</script></body></html>"""

BLOGGER_BODY = """<div dir="rtl" style="text-align: right;">كتبت هذه الأسطر وأنا على سفر طويل<br />
<b>ثم نمت</b></div><div dir="rtl"><br /></div>
<div dir="rtl">وفي الصباح التالي وصلنا إلى المدينة البعيدة</div>"""

# One element for everything.
STATIC = f"""<!DOCTYPE html>
<html lang="en"><head><link rel="stylesheet" href="../../style.css"></head>
<body><main><article>
<h1 dir="rtl">{SHOWN_TITLE}</h1>
<p class="meta"><time>21 November</time></p>
{SHOWN}
<p class="tags"><a href="../tags/sea.html">sea</a></p>
</article></main></body></html>"""
