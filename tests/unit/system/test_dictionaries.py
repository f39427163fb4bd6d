"""The machine's dictionaries, found and chosen; Hunspell, asked in its own process."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.system import dictionaries
from editor.system.speller import Speller, SpellerSilent


def put(folder: Path, *tags: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for tag in tags:
        (folder / f"{tag}.aff").write_text("SET UTF-8\n")
        (folder / f"{tag}.dic").write_text("1\nword\n")
    return folder


def test_a_dictionary_is_two_files(tmp_path: Path) -> None:
    put(tmp_path, "ar", "en_GB")
    (tmp_path / "hyph_ar.dic").write_text("")
    (tmp_path / "fr.aff").write_text("")
    found = dictionaries.find([tmp_path / "nowhere", tmp_path])
    assert found == {"ar": tmp_path / "ar", "en_GB": tmp_path / "en_GB"}


def test_of_two_the_authors_own_is_taken(tmp_path: Path) -> None:
    own, shared = put(tmp_path / "own", "ar"), put(tmp_path / "shared", "ar", "he_IL")
    assert dictionaries.find([own, shared]) == {"ar": own / "ar", "he_IL": shared / "he_IL"}


@pytest.mark.parametrize(
    ("language", "region", "installed", "expected"),
    [
        ("ar", "", ["ar", "ar_IQ"], "ar"),
        ("ar-IQ", "", ["ar", "ar_IQ"], "ar_IQ"),
        ("en", "GB", ["en_AU", "en_GB", "en_US"], "en_GB"),
        ("en-US", "GB", ["en_GB", "en_US"], "en_US"),
        ("en", "IQ", ["en_AU", "en_GB", "en_US"], "en_US"),
        ("en", "", ["en_AU", "en_ZA"], "en_AU"),
        ("iw", "", ["he_IL"], "he_IL"),
        ("ku-Arab", "", ["kmr_Latn", "ckb"], "ckb"),
        ("ku", "", ["kmr_Latn", "ckb"], "kmr_Latn"),
        ("fa", "", ["fa-IR"], "fa-IR"),
        ("ur", "", ["ar", "en_US"], None),
        ("", "", ["ar"], None),
    ],
)
def test_the_nearest_dictionary_is_chosen(
    language: str, region: str, installed: list[str], expected: str | None
) -> None:
    found = {tag: Path(tag) for tag in installed}
    assert dictionaries.choose(language, found, region) == (Path(expected) if expected else None)


@pytest.mark.parametrize(
    ("platform", "expected"), [("linux", "hunspell"), ("darwin", "Spelling"), ("win32", "midad")]
)
def test_every_system_has_its_places(
    platform: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = put(tmp_path / "LibreOffice" / "share" / "extensions" / "dict-ar", "ar")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    monkeypatch.setenv("DICPATH", str(tmp_path / "named"))
    places = dictionaries.folders()
    assert places[0] == tmp_path / "named"
    assert any(expected in place.parts for place in places)
    assert (office in places) is (platform == "win32")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "hunspell-ar"),
        ("en-GB", "hunspell-en-us"),
        ("he", "hunspell-he"),
        ("fa", "myspell-fa"),
        ("ckb", ""),
        ("ur", ""),
    ],
)
def test_debian_has_packages_for_most(language: str, expected: str) -> None:
    assert dictionaries.package(language) == expected


# --- Hunspell -------------------------------------------------------------------------------------


@pytest.fixture
def speller() -> Iterator[Speller]:
    asked = Speller()
    yield asked
    asked.close()


@pytest.fixture(scope="module")
def installed() -> dict[str, Path]:
    """The real ones, from packaging/debian-packages."""
    return dictionaries.find(dictionaries.folders())


def test_words_are_checked_in_both_scripts(speller: Speller, installed: dict[str, Path]) -> None:
    english, arabic = installed["en_US"], installed["ar"]
    assert speller.check(english, ["hello", "wrold", "don't"]) == [True, False, True]
    assert speller.check(arabic, ["الكتاب", "والمدونون", "الكتتاب"]) == [True, True, False]
    assert "world" in speller.suggest(english, "wrold")
    assert "الكتاب" in speller.suggest(arabic, "الكتتاب")


def test_hostile_words_are_answered(speller: Speller, installed: dict[str, Path]) -> None:
    words = ["\ud800", "a" * 100_000, "\n", "", "😀", "\x01", "w\u0301" * 500, '"', "ا" * 10_000]
    assert len(speller.check(installed["en_US"], words)) == len(words)
    assert speller.check(installed["en_US"], ["hello"] * 1_200) == [True] * 1_200
    assert speller.check(installed["en_US"], []) == []


def test_a_dictionary_that_is_none_finds_no_mistakes(speller: Speller, tmp_path: Path) -> None:
    assert speller.check(tmp_path / "none", ["wrold"]) == [True]
    assert speller.suggest(tmp_path / "none", "wrold") == []


def test_a_dictionary_of_another_encoding_has_no_opinion_of_what_it_cannot_write(
    speller: Speller, tmp_path: Path
) -> None:
    (tmp_path / "xx.aff").write_text("SET ISO8859-1\n")
    (tmp_path / "xx.dic").write_text("1\nword\n")
    assert speller.check(tmp_path / "xx", ["word", "wrod", "كتاب"]) == [True, False, True]


@pytest.mark.parametrize(
    "program",
    [
        [sys.executable, "-c", "raise SystemExit"],
        [sys.executable, "-c", "input(); print('{', end='')"],
        ["/nowhere/to/be/found"],
    ],
)
def test_a_speller_that_falls_is_silent(program: list[str]) -> None:
    with pytest.raises(SpellerSilent):
        Speller(program).check(Path("ar"), ["نص"])


def test_closing_wakes_who_waits(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    mute = Speller(
        [sys.executable, "-c", f"open({str(begun)!r}, 'w'); import time; time.sleep(60)"]
    )
    heard: list[BaseException] = []

    def ask() -> None:
        try:
            mute.suggest(Path("ar"), "نص")
        except SpellerSilent as error:
            heard.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while not begun.exists():
        thread.join(0.01)
    mute.close()
    thread.join()
    assert heard


def test_the_next_question_starts_again(speller: Speller, installed: dict[str, Path]) -> None:
    assert speller.check(installed["en_US"], ["hello"]) == [True]
    speller.close()
    assert speller.check(installed["en_US"], ["wrold"]) == [False]


def test_hunspell_writes_nothing_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: dict[str, Path]
) -> None:
    """Other checkers keep lists in the author's home, for whoever takes the computer."""
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        monkeypatch.setenv(variable, str(tmp_path))
    speller = Speller()
    speller.check(installed["en_US"], ["wrold"])
    speller.suggest(installed["en_US"], "wrold")
    speller.close()
    assert list(tmp_path.iterdir()) == []
