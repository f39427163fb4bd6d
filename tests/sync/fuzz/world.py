"""One world: a blog, two Midads, a person; a seed says all that happens in it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from random import Random

from editor.domain.errors import EditorError
from editor.sync.report import Deed
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.sync.fuzz.executioner import EVERYTHING, Executioner, spared
from tests.sync.fuzz.ground import Ground, Killed, Weather
from tests.sync.fuzz.memory_ground import MemoryGround
from tests.sync.fuzz.people import Midad, Person
from tests.sync.fuzz.promises import Broken, look_after_sync, look_at_peace, look_at_readers
from tests.sync.fuzz.words import Words, marks

STEPS = 40
OPENING = 2
ROUNDS_TO_PEACE = 10

AUTHORS_ACTS: dict[str, int] = {
    "write": 4,
    "edit": 16,
    "retitle": 3,
    "tag": 3,
    "begin_typing": 3,
    "publish": 7,
    "schedule": 2,
    "unpublish": 2,
    "bin": 3,
    "restore": 3,
    "resolve": 5,
    "let_go": 3,
    "illustrate": 4,
    "answer": 2,
    "send": 5,
}
PERSONS_ACTS: dict[str, int] = {
    "write": 2,
    "edit": 14,
    "retitle": 3,
    "tag": 3,
    "publish": 3,
    "schedule": 2,
    "take_back": 2,
    "trash": 4,
    "untrash": 3,
    "delete": 2,
    "comment": 2,
}


class World:
    """Made anew for each run. `skip`: steps that do not happen, to find out which matter."""

    def __init__(
        self, seed: str, folder: Path, steps: int = STEPS, ground: Ground | None = None
    ) -> None:
        self.seed = seed
        self.steps = steps
        self.log: list[str] = []
        self.words = Words()
        self.ground = ground or MemoryGround()
        self.clock = self.ground.clock
        self.desk = self.ground.desk
        self.weathers: dict[str, Weather] = {}
        self.person = Person(self.desk, self.words, self.clock)
        self.midads = [
            Midad(name, folder / f"{name}.midad", self.words, self._open) for name in ("A", "B")
        ]

    def _open(self, midad: Midad) -> Workspace:
        workspace = open_workspace(midad.path, self.clock)
        if not workspace.blogs.all():
            blog, secret = self.ground.blog()
            workspace._stores.blogs.add(blog, secret, keeps_drafts=True)
        weather = self.weathers.setdefault(midad.name, self.ground.weather())
        weather.meanwhile = lambda chance: self._meanwhile(midad, chance)
        (blog,) = workspace.blogs.all()
        workspace.blogs._remotes[blog.id] = self.ground.remote(blog, weather)
        return workspace

    def live(self, skip: Iterable[int] = ()) -> None:
        """Everything that happens, and then peace. Raises Broken."""
        left_out = frozenset(skip)
        for number in range(self.steps):
            if number not in left_out:
                self._step(number, Random(f"{self.seed}:{number}"))
        self._make_peace()

    def close(self) -> None:
        for midad in self.midads:
            midad.workspace.close()

    # --- one step ---------------------------------------------------------------------------------

    def _step(self, number: int, chance: Random) -> None:
        what = chance.choices(("author", "person", "sync", "time"), (40, 22, 36, 2))[0]
        midad = chance.choice(self.midads)
        if number < OPENING:  # a world begins with something to be at odds about
            self._note(number, f"{midad.name} write {midad.write(chance)}")
            return
        match what:
            case "author":
                self._note(number, self._authors_act(midad, chance))
            case "person":
                self._note(number, self._persons_act(chance))
            case "sync":
                self._sync(number, midad, chance)
            case "time":
                self.desk.tick(chance.choice((120, 3600, 4 * 3600)))
                self._note(number, "time passes")
        look_at_readers(self)

    def _authors_act(self, midad: Midad, chance: Random) -> str:
        act = chance.choices(list(AUTHORS_ACTS), list(AUTHORS_ACTS.values()))[0]
        weather = self.weathers[midad.name]
        if act == "send":
            weather.chance = chance
        try:
            said = getattr(midad, act)(chance)
        except EditorError as error:
            said = repr(error)
        except Killed:
            said = "killed"
            weather.chance = None
            midad.reopen()
        finally:
            weather.chance = None
        return f"{midad.name} {act} {said}"

    def _persons_act(self, chance: Random) -> str:
        act = chance.choices(list(PERSONS_ACTS), list(PERSONS_ACTS.values()))[0]
        return f"person {act} {getattr(self.person, act)(chance)}"

    def _meanwhile(self, midad: Midad, chance: Random) -> None:
        """Between two lines of `midad`'s sync. Words that are written then, or come to the blog."""
        first, before = self.words.count + 1, self._on_the_blog()
        with spared():
            self._somebody_acts(midad, chance)
        self.words.in_a_gap |= set(range(first, self.words.count + 1))
        self.words.in_a_gap |= self._on_the_blog() - before

    def _on_the_blog(self) -> set[int]:
        return {mark for there in self.desk.all() for mark in marks(f"{there.title} {there.body}")}

    def _somebody_acts(self, midad: Midad, chance: Random) -> None:
        if chance.random() < 0.5:
            said = self._persons_act(chance)
        elif chance.random() < 0.5:
            other = self.midads[1 - self.midads.index(midad)]
            said = f"{other.name} sync"
            with suppress(EditorError):
                other.sync()
        else:
            act = chance.choice(("edit", "edit", "begin_typing", "retitle", "publish", "bin"))
            said = f"{midad.name} {act} {getattr(midad, act)(chance)}"
        self.weathers[midad.name].happened.append(f"[{said}]")

    def _sync(self, number: int, midad: Midad, chance: Random) -> None:
        weather = self.weathers[midad.name]
        weather.chance = chance if chance.random() < 0.6 else None
        weather.happened.clear()
        before = midad.visible()
        self.words.lately.clear()
        said = ""
        executioner = self._executioner(chance) if chance.random() < 0.18 else None
        try:
            if executioner and executioner.run(midad.sync):
                raise Killed
            if executioner is None:
                report = midad.sync()
                said = " ".join(f"{line.deed}:{line.title}" for line in report.lines)
        except Killed:
            said = f"killed at {executioner.at if executioner else 0}"
            weather.chance = None
            midad.reopen()
        finally:
            weather.chance = None
        self._note(number, f"{midad.name} sync {said} {'; '.join(weather.happened)}")
        look_after_sync(midad, before, self.words.lately)

    def _executioner(self, chance: Random) -> Executioner:
        """Near the steps of syncing, or anywhere below them: in the store, at its wire."""
        if chance.random() < 0.6:
            return Executioner(chance.randint(1, 600))
        return Executioner(chance.randint(1, 6000), EVERYTHING)

    def _make_peace(self) -> None:
        for midad in self.midads:
            midad.stop_typing()
        for turn in range(ROUNDS_TO_PEACE):
            writes, is_quiet = self.desk.writes, True
            for midad in self.midads:
                self.ground.rest()
                before = midad.visible()
                report = midad.sync()
                said = " ".join(f"{line.deed}:{line.title}" for line in report.lines)
                self._note(self.steps + turn, f"{midad.name} sync {said}")
                look_after_sync(midad, before, set())
                is_quiet &= all(line.deed is Deed.WAITING for line in report.lines)
            if is_quiet and self.desk.writes == writes:
                break
        else:
            raise Broken("they never come to rest")
        look_at_peace(self)

    def _note(self, number: int, said: str) -> None:
        self.log.append(f"{number:3} {said}")


def trouble_of(
    seed: str,
    folder: Path,
    steps: int = STEPS,
    skip: Iterable[int] = (),
    ground: Ground | None = None,
) -> tuple[str, list[str]]:
    """What went wrong in this world, empty where nothing did; and what happened."""
    folder.mkdir(parents=True)
    world = World(seed, folder, steps, ground)
    try:
        world.live(skip)
    except Broken as broken:
        return str(broken), world.log
    except Exception:  # noqa: BLE001 - whatever it is, it is a finding
        return traceback.format_exc(), world.log
    finally:
        world.close()
    return "", world.log


def smallest(
    seed: str, folders: Callable[[], Path], steps: int = STEPS, ground: Ground | None = None
) -> tuple[str, list[str], list[int]]:
    """As few steps as still end in trouble of the same kind; and which were left out."""
    trouble, log = trouble_of(seed, folders(), steps, (), ground)
    kind = _kind(trouble)
    skip: list[int] = []
    width = steps // 2
    while trouble and width:
        for start in range(0, steps, width):
            tried = sorted({*skip, *range(start, min(start + width, steps))})
            if len(tried) == len(skip):
                continue
            found, told = trouble_of(seed, folders(), steps, tried, ground)
            if _kind(found) == kind:
                trouble, log, skip = found, told, tried
        width //= 2
    return trouble, log, skip


def _kind(trouble: str) -> str:
    return trouble.strip().rpartition("\n")[2].partition(":")[0]
