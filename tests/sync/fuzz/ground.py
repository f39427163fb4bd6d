"""What a world stands on: a blog that everybody reaches, and the weather on the way to it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Protocol

from editor.domain.blog import Blog
from editor.remotes.remote import Remote
from editor.system.clock import Clock
from tests.sync.fuzz.people import Desk


class Killed(BaseException):
    """Not an Exception: nothing in the program may catch it."""


class Weather:
    """What happens around each request of one Midad. Fair while `chance` is None."""

    def __init__(self) -> None:
        self.chance: Random | None = None
        self.meanwhile: Callable[[Random], None] = lambda _chance: None
        self.happened: list[str] = []

    def before(self, act: str, strikes: Callable[[Random], BaseException | None]) -> None:
        """Somebody else may act; then `strikes` may say what to raise."""
        if self.chance is None:
            return
        self.somebody_acts(act, 0.15)
        if self.chance.random() < 0.1:
            self._strike(f"before {act}", strikes(self.chance))

    def after(self, act: str, strikes: Callable[[Random], BaseException | None]) -> None:
        """The same, the other way round."""
        if self.chance is None:
            return
        if self.chance.random() < 0.12:
            self._strike(f"after {act}", strikes(self.chance))
        self.somebody_acts(act, 0.1)

    def somebody_acts(self, act: str, how_often: float) -> None:
        """In the middle of everything."""
        if self.chance is not None and self.chance.random() < how_often:
            chance, self.chance = self.chance, None
            self.happened.append(f"at {act}")
            try:
                self.meanwhile(chance)
            finally:
                self.chance = chance

    def _strike(self, where: str, fault: BaseException | None) -> None:
        if fault is not None:
            self.happened.append(f"{type(fault).__name__} {where}")
            raise fault


class Ground(Protocol):
    """A kind of blog to try things on, empty when a world begins."""

    clock: Clock

    @property
    def desk(self) -> Desk:
        """The blog's own editor."""
        ...

    def blog(self) -> tuple[Blog, str]:
        """What a notebook keeps of it, and the password."""
        ...

    def weather(self) -> Weather: ...

    def remote(self, blog: Blog, weather: Weather) -> Remote:
        """A way to it, in this weather."""
        ...

    def rest(self) -> None:
        """Before somebody else syncs in peace."""
        ...
