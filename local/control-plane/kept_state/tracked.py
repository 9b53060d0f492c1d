"""Collections of moto's backends that are written by their changes, so that a call does not cost more as they grow."""

import os
from collections.abc import Iterable
from typing import Any, NoReturn


class Changes:
    """What was changed since it was last written."""

    def __init__(self) -> None:
        self.dicts: dict[int, TrackedDict] = {}
        self.lists: dict[int, TrackedList] = {}


changes = Changes()


def _new_uid() -> str:
    return os.urandom(9).hex()


class TrackedDict(dict):
    """A dictionary whose changes are recorded by key, once it was written as a whole.

    Changes to a value are recorded by `touch` only. Values keep their order: a value that is replaced keeps its place.
    """

    __slots__ = ("changed", "is_written", "uid")

    def __init__(self, items: Any = (), uid: str | None = None) -> None:
        super().__init__(items)
        self.uid = uid or _new_uid()
        self.is_written = False
        # By key: whether it was removed before it was set again.
        self.changed: dict[Any, bool] = {}

    def touch(self, key: Any) -> None:
        """Records that the value of a key has changed."""
        if self.is_written:
            self.changed.setdefault(key, False)
            changes.dicts[id(self)] = self

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        self.touch(key)

    def __delitem__(self, key: Any) -> None:
        super().__delitem__(key)
        self._removed(key)

    def pop(self, key: Any, *default: Any) -> Any:
        had = key in self
        value = super().pop(key, *default)
        if had:
            self._removed(key)
        return value

    def _removed(self, key: Any) -> None:
        if self.is_written:
            self.changed.pop(key, None)
            self.changed[key] = True
            changes.dicts[id(self)] = self

    def _unrecorded(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise NotImplementedError("This change of a tracked dictionary is not recorded")

    clear = popitem = setdefault = update = __ior__ = _unrecorded


class TrackedList(list):
    """A list to which values are only appended; its values never change."""

    __slots__ = ("uid", "written")

    def __init__(self, items: Iterable[Any] = (), uid: str | None = None) -> None:
        super().__init__(items)
        self.uid = uid or _new_uid()
        # How many values were written; none of a list that was never written.
        self.written = -1

    def append(self, value: Any) -> None:
        super().append(value)
        self._grown()

    def __iadd__(self, values: Iterable[Any]) -> "TrackedList":
        super().extend(values)
        self._grown()
        return self

    def _grown(self) -> None:
        if self.written >= 0:
            changes.lists[id(self)] = self

    def _unrecorded(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise NotImplementedError("This change of a tracked list is not recorded")

    clear = extend = insert = pop = remove = reverse = sort = _unrecorded
    __delitem__ = __imul__ = __setitem__ = _unrecorded
