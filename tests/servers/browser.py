"""A person's browser, as far as a blog's own pages need one."""

from __future__ import annotations

import html
import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.servers.wordpress import WordPress

# The author is signed in already, in a browser of theirs.
SIGNED_IN = (
    "<?php add_action('init', function () { if (isset($_GET['author_comes'])) {"
    " wp_set_auth_cookie(get_user_by('login', 'author')->ID); exit; } });"
)


class Browser:
    """Enough of one: cookies, redirects, one form. Somebody is signed in to the site."""

    def __init__(self, site: WordPress) -> None:
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        ).open
        self.get(f"{site.url}/?author_comes")

    def get(self, url: str) -> str:
        with self._open(url) as page:
            return str(page.read().decode())

    def approve(self, url: str) -> str:
        """Go to the page, press the button that says yes; what is seen then."""
        form = self.get(url)
        fields = {
            name: html.unescape(value)
            for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)
        }
        fields.pop("reject", None)
        fields["approve"] = "yes"
        target = url.partition("?")[0]
        with self._open(target, urllib.parse.urlencode(fields).encode()) as page:
            return str(page.read().decode())
