"""The files of cases/, read. What the fields mean: cases/README.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editor.domain.post import Direction


@dataclass(frozen=True, slots=True)
class Case:
    """A text and how it must look. `directions` and `orders`: of each line that is not empty."""

    id: str
    language: str
    post: Direction
    text: str
    directions: list[Direction]
    orders: list[list[str]]
    reads: list[str]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the lines that are not empty."""
        return [number for number, line in enumerate(self.text.split("\n")) if line.strip()]


def load_cases() -> list[Case]:
    """All cases of all files."""
    found: list[Case] = []
    for file in sorted((Path(__file__).parent / "cases").glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        common = {"language": content["language"], "post": content["post"]}
        found += (_case(file.stem, {**common, **fields}) for fields in content["case"])
    return found


_FIELDS = {"language", "post", "name", "text", "direction", "reads", "order", "note"}


def _case(file: str, fields: dict[str, Any]) -> Case:
    name = f"{file}: {fields['name']}"
    assert fields.keys() <= _FIELDS, f"{name}: unknown fields {fields.keys() - _FIELDS}"
    assert fields["note"], name
    text = fields["text"].removesuffix("\n")
    count = sum(1 for line in text.split("\n") if line.strip())
    said = fields["direction"]
    directions = [said] * count if isinstance(said, str) else said
    order = fields.get("order", [])
    orders = order if order and isinstance(order[0], list) else [order] * min(count, 1)
    if not order:
        orders = [[]] * count
    assert len(directions) == len(orders) == count, f"{name}: not one for each of {count} lines"
    return Case(
        name,
        fields["language"],
        Direction(fields["post"]),
        text,
        [Direction(each) for each in directions],
        orders,
        fields.get("reads", []),
    )
