"""The rules of the house that import-linter cannot say, as tests that explain themselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from editor.domain import errors
from editor.system import translation
from editor.system.paths import resource
from editor.workspace import messages

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted((ROOT / "editor").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "misc", "common"}


def test_every_wall_stands() -> None:
    """import-linter's contracts in pyproject.toml: the ten rooms, Qt, SQL, the adapters."""
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_no_file_is_named_for_having_no_job() -> None:
    assert not [path for path in SOURCES if path.stem in FORBIDDEN_NAMES]


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text()))]
    assert not silent


def test_only_the_clock_asks_for_the_time() -> None:
    asks = re.compile(r"datetime\.now\(|datetime\.utcnow|\btime\.time\(\)")
    allowed = {ROOT / "editor/system/clock.py", ROOT / "editor/system/crash.py"}
    guilty = [p for p in SOURCES if p not in allowed and asks.search(p.read_text())]
    assert not guilty


def test_no_nested_event_loops() -> None:
    loops = re.compile(r"processEvents\(|QEventLoop|\.exec_\(|[^.\w](?:dialog|box|menu)\.exec\(")
    assert not [path for path in SOURCES if loops.search(path.read_text())]


@pytest.mark.parametrize("kind", list(errors.every_error()))
def test_every_error_has_its_words(kind: type[errors.EditorError]) -> None:
    assert kind in messages._WORDS, f"say in workspace/messages.py what {kind.__name__} means"
    words = messages.explain(kind())
    for sentence in (words.happened, words.advice):
        assert sentence.endswith((".", "!", "?", ":", ": ")), sentence
        assert "{" not in sentence, sentence


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = set(re.findall(r"[├└]\s(\w+)", errors.__doc__ or ""))
    assert drawn == {kind.__name__ for kind in errors.every_error()} - {"EditorError"}


@pytest.mark.parametrize("module", ["editor.domain", "editor.workspace.workspace"])
def test_the_core_runs_without_qt(module: str) -> None:
    code = (
        f"import sys; sys.modules['PySide6'] = None; import {module};"
        "import editor.cli.main, editor.sync.engine, editor.remotes.registry"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


# --- the languages of the interface ---------------------------------------------------------------

LANGUAGES = [language for language in translation.LANGUAGES if language != translation.SOURCE]


@pytest.fixture(scope="module")
def sentences() -> list[tuple[str | tuple[str, ...], str | None]]:
    """Every sentence in the source: (message or (singular, plural), context)."""
    from babel.messages.extract import extract_from_dir

    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    found = extract_from_dir(str(ROOT / "editor"), [("**.py", "python")], keywords=keywords)
    return [(message, context) for _file, _line, message, _comments, context in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_untranslated(
    language: str, sentences: list[tuple[str | tuple[str, ...], str | None]]
) -> None:
    from babel.messages.pofile import read_po

    path = resource("locale", language, "LC_MESSAGES", "midad.po")
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    missing = []
    for message, context in sentences:
        key = message[0] if isinstance(message, tuple) else message
        entry = catalogue.get(key, context)
        said = entry.string if entry is not None else ""
        forms = said if isinstance(said, tuple | list) else (said,)
        if entry is None or entry.fuzzy or not all(forms):
            missing.append(key)
    assert not missing, f"{len(missing)} sentences without {language}: {missing[:20]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_every_placeholder(language: str) -> None:
    from babel.messages.pofile import read_po

    path = resource("locale", language, "LC_MESSAGES", "midad.po")
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    fields = re.compile(r"\{(\w*)\}")
    for entry in catalogue:
        if not entry.id:
            continue
        ids = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        allowed = set(fields.findall(ids[-1]))
        for string in strings:
            found = set(fields.findall(string))
            # The forms for one and two may say the number in words.
            assert found <= allowed, entry.id
            assert allowed - found <= {"n"}, entry.id


def test_arabic_tells_none_one_two_few_and_many_apart() -> None:
    """Its sixth form, for 100, looks like that for 11 where no vowels are written."""
    translation.use("ar")
    try:
        forms = [translation.ngettext("{n} post", "{n} posts", n) for n in (0, 1, 2, 3, 11)]
        assert translation.ngettext("{n} post", "{n} posts", 100) in forms
    finally:
        translation.use("en")
    assert len(set(forms)) == 5
