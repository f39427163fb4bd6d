"""`midad search`: pairs, phrases and what is left out, as a shell hands them over."""

from __future__ import annotations

import pytest

from tests.end2end.conftest import Midad


@pytest.fixture
def shelf(midad: Midad) -> Midad:
    midad.ok("new", "--title", "حبر أسود", "--lang", "ar", "--tag", "شعر حديث")
    midad.ok("new", "--title", "أسود من حبر", "--lang", "ckb", "--tag", "نثر")
    return midad


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (("حبر", "أسود"), {"حبر أسود", "أسود من حبر"}),
        (("«حبر أسود»",), {"حبر أسود"}),
        (('"حبر أسود"',), {"حبر أسود"}),
        (("tag:شعر حديث",), {"حبر أسود"}),
        (("وسم:نثر", "حبر"), {"أسود من حبر"}),
        (("lang:ckb",), {"أسود من حبر"}),
        (("status:published", "حبر"), set()),
        (("after:2000", "حبر"), {"حبر أسود", "أسود من حبر"}),
        (("before:2000",), set()),
        (("--", "حبر", "-نثر"), {"حبر أسود"}),
    ],
)
def test_a_search_as_somebody_types_it(
    shelf: Midad, words: tuple[str, ...], titles: set[str]
) -> None:
    assert {row["title"] for row in shelf.ok("search", "--json", *words).json} == titles


def test_no_more_than_so_many(shelf: Midad) -> None:
    assert len(shelf.ok("search", "--json", "--limit", "1", "حبر").json) == 1
