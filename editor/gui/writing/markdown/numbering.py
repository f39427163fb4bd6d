"""The numbers of ordered lists after a change: the items below it count on. Pure.

A list whose items are the same as before is left alone, whatever its numbers are; so is a list
that gives every item the same number, as some authors do for Markdown's sake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from editor.gui.writing.markdown.edits import Change, Edit, applied, changed
from editor.gui.writing.markdown.outline import Item, Outline

Key = tuple[int, int]  # a line, and which of the items that begin on it

_LONGEST = 9  # digits: more are no marker


def following(number: str, by: int = 1) -> str:
    """The number that comes `by` after `number`, in the same digits."""
    return written(int(number) + by, number)


def written(value: int, like: str) -> str:
    """`value` in the digits of `like`, and as wide where that begins with a zero."""
    zero = ord(like[0]) - int(like[0])
    digits = "".join(chr(zero + int(digit)) for digit in str(value))
    if len(digits) > _LONGEST:
        return like
    return digits.rjust(len(like), chr(zero)) if int(like[0]) == 0 else digits


def below(edit: Edit, text: str) -> Callable[[int], int | None]:
    """Which line a line was before `edit`: those after it moved, those it made are new. The line
    it begins on is the one it was, unless it begins at the line's beginning."""
    first = text.count("\n", 0, edit.start)
    removed = text.count("\n", edit.start, edit.end)
    added = edit.replacement.count("\n")
    begins = edit.start == 0 or text[edit.start - 1] == "\n"

    def line_before(line: int) -> int | None:
        if line < first:
            return line
        if line > first + added:
            return line - added + removed
        if line == first and not (begins and removed):
            return first
        return first + removed if begins and line == first + added else None

    return line_before


def recounted(
    text: str, edit: Edit, line_before: Callable[[int], int | None], old: Outline
) -> Edit:
    """`edit`, and the numbers that follow from it; `old` is the outline of `text`."""
    numbered = {item.line for item in old.items if item.number}
    if not numbered:
        return edit
    after = applied(text, edit)
    lines = range(after.count("\n") + 1)
    new = Outline(after, frozenset(line for line in lines if line_before(line) in numbered))
    tally = _Tally(old, new, line_before)
    starts = _line_starts(new.lines)
    inside: list[Change] = []
    behind: list[Change] = []
    end = edit.start + len(edit.replacement)
    for item, number in tally.numbers():
        at = starts[item.line] + item.column
        change = Change(at, at + len(item.number), number)
        if at >= end:
            shift = edit.end - end
            behind.append(Change(change.start + shift, change.end + shift, number))
        elif at >= edit.start and change.end <= end:
            inside.append(change)
    return _with(edit, sorted(inside), sorted(behind))


def _with(edit: Edit, inside: Sequence[Change], behind: Sequence[Change]) -> Edit:
    within = [
        Change(change.start - edit.start, change.end - edit.start, change.replacement)
        for change in inside
    ]
    made = changed(edit.replacement, within)
    anchor, caret = (
        offset
        + sum(
            len(change.replacement) - (change.end - change.start)
            for change in inside
            if change.end <= offset
        )
        for offset in (edit.anchor, edit.caret)
    )
    return Edit(edit.start, edit.end, made, anchor, caret, tuple(behind))


def _line_starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts


class _Tally:
    """Compares the lists before and after."""

    def __init__(
        self, old: Outline, new: Outline, line_before: Callable[[int], int | None]
    ) -> None:
        self._new = new
        self._old_lists: dict[Key, list[tuple[Key, Item]]] = {}
        keys = _keys(old.items, lambda line: line)
        for members in old.lists:
            keyed = [(keys[item], item) for item in members]
            self._old_lists.update((key, keyed) for key, _ in keyed)
        self._keys = _keys(new.items, line_before)
        self._kept = set(self._keys.values())

    def numbers(self) -> list[tuple[Item, str]]:
        """The items of the text as it is afterwards whose number changes, with that number."""
        found: list[tuple[Item, str]] = []
        for members in self._new.lists:
            if members[0].number:
                found += self._count(members)
        return found

    def _count(self, members: list[Item]) -> list[tuple[Item, str]]:
        keys = [self._keys.get(item) for item in members]
        was = self._old_lists.get(keys[0], []) if keys[0] else []
        if [key for key, _ in was] == keys:
            return []
        same = _common(keys, [key for key, _ in was])
        if not same and was and self._is_rest(members[0], was):
            return []
        numbers = [int(item.number) for _, item in was if item.number]
        step = 0 if len(numbers) > 1 and len(set(numbers)) == 1 else 1
        if same:
            value = int(members[same - 1].number) + step
        else:
            value = numbers[0] if numbers else 1
        found = []
        for item in members[same:]:
            if value != int(item.number):
                found.append((item, written(value, item.number)))
            value += step
        return found

    def _is_rest(self, first: Item, was: list[tuple[Key, Item]]) -> bool:
        """True where a list was parted in two, and this is its second half: it goes on counting
        from where it did."""
        key, item = was[0]
        if key not in self._kept or key == self._keys.get(first):
            return False
        parent = self._keys.get(first.parent) if first.parent else None
        parent_was = next((k for k, each in self._old_items() if each is item.parent), None)
        return parent == parent_was

    def _old_items(self) -> list[tuple[Key, Item]]:
        return [pair for keyed in self._old_lists.values() for pair in keyed]


def _keys(items: Sequence[Item], line_before: Callable[[int], int | None]) -> dict[Item, Key]:
    keys: dict[Item, Key] = {}
    on_line: dict[int, int] = {}
    for item in items:
        nth = on_line[item.line] = on_line.get(item.line, -1) + 1
        line = line_before(item.line)
        if line is not None:
            keys[item] = (line, nth)
    return keys


def _common(one: Sequence[object], other: Sequence[object]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right or left is None:
            break
        count += 1
    return count
