"""Writes what has changed of moto's backends, and restores them when the control plane starts."""

import gc
import hashlib
import pickle
import sys
from typing import Any

from kept_state import codec, touched
from kept_state.journal_file import JournalFile
from kept_state.restore import Restored
from kept_state.tracked import TrackedDict, TrackedList, changes
from moto.core.base_backend import BaseBackend

# Values of a collection that are written in one entry.
_CHUNK = 1000
# The journal is rewritten when it has grown by its size after the last time, and by this many bytes.
_MOST_GARBAGE = 64 * 1024 * 1024
_MOST_GARBAGE_AT_START = 4 * 1024 * 1024
_TRIES = 20


class Store:
    """The state of the control plane. Only one thread at a time may call it."""

    def __init__(self, folder: str) -> None:
        """Restores what was written. Raises DamagedState, or UnknownContent."""
        self._digests: dict[touched.Name, bytes] = {}
        self._written: set[str] = set()
        # Collections that are written as a whole, and their length when they were.
        self._referred: dict[str, tuple[TrackedDict | TrackedList, int]] = {}
        self._is_compacting = False
        self._entries: list[tuple[Any, ...]] = []
        # Digests of the large values among the entries.
        self._large: set[str] = set()
        self._file = JournalFile(folder)
        # Collecting garbage among what is restored would take most of the time.
        gc.disable()
        restored = Restored(self._file)
        restored.apply()
        gc.freeze()
        gc.enable()
        self._digests = restored.digests
        self._written = restored.large_digests
        touched.take_others()
        # The size of the journal from which it is rewritten.
        self._next_compaction = 2 * restored.compacted + _MOST_GARBAGE
        if self._file.size > 2 * restored.compacted + _MOST_GARBAGE_AT_START:
            self._try_to_compact()

    def write(self, backends: dict[touched.Name, BaseBackend], with_lists: bool = False) -> None:
        """Writes what has changed of these backends, and of all tracked dictionaries, as one atomic change.

        Raises OSError if it can't be written; it is written by the next call then.
        """
        try:
            digests = self._collect(backends)
            dicts = self._changed_dicts()
            lists = self._changed_lists() if with_lists else []
            self._follow_references()
            if self._entries:
                self._file.append(pickle.dumps(self._entries, protocol=5))
                self._mark_written()
        finally:
            self._forget_entries()
        self._digests.update(digests)
        for each in dicts:
            each.changed = {}
            changes.dicts.pop(id(each), None)
        for each, count in lists:
            each.written = count
            if len(each) == count:
                changes.lists.pop(id(each), None)
        if self._file.size > self._next_compaction:
            self._try_to_compact()

    # codec.Outside, for writing.
    name_of = staticmethod(touched.name_of)

    def refer(self, collection: TrackedDict | TrackedList) -> None:
        if collection.uid in self._referred:
            return
        if self._is_compacting or not _is_written(collection):
            self._referred[collection.uid] = (collection, 0)

    def keep(self, digest: str, value: bytes | str) -> None:
        if digest not in self._written and digest not in self._large:
            self._large.add(digest)
            self._entries.append(("large", digest, value))

    def _collect(self, backends: dict[touched.Name, BaseBackend]) -> dict[touched.Name, bytes]:
        digests: dict[touched.Name, bytes] = {}
        for name, backend in backends.items():
            if name[0] not in codec.SERVICES:
                continue
            content = self._dump(backend.__dict__)
            digest = hashlib.blake2b(content, digest_size=16).digest()
            if self._digests.get(name) != digest:
                self._entries.append(("backend", name, content))
                digests[name] = digest
        return digests

    def _changed_dicts(self) -> list[TrackedDict]:
        dicts = list(changes.dicts.values())
        for each in dicts:
            removed = [key for key, was_removed in each.changed.items() if was_removed]
            if removed:
                self._entries.append(("remove", each.uid, removed))
            present = {key: each[key] for key in each.changed if key in each}
            if present:
                self._entries.append(("put", each.uid, self._dump(present)))
        return dicts

    def _changed_lists(self) -> list[tuple[TrackedList, int]]:
        lists = [(each, len(each)) for each in list(changes.lists.values())]
        for each, count in lists:
            self._entries.append(("extend", each.uid, self._dump(list(each[each.written : count]))))
        return lists

    def _follow_references(self) -> None:
        """Writes the collections that are new; their values may refer to others."""
        done: set[str] = set()
        while len(done) < len(self._referred):
            for uid, (collection, _) in list(self._referred.items()):
                if uid in done:
                    continue
                done.add(uid)
                self._entries.append(("new", uid))
                is_dict = isinstance(collection, TrackedDict)
                items = list(collection.items() if is_dict else collection)
                self._referred[uid] = (collection, len(items))
                for start in range(0, len(items), _CHUNK):
                    chunk = items[start : start + _CHUNK]
                    entry = ("put", uid, dict(chunk)) if is_dict else ("extend", uid, chunk)
                    self._entries.append((*entry[:2], self._dump(entry[2])))

    def _mark_written(self) -> None:
        self._written.update(self._large)
        for collection, length in self._referred.values():
            if isinstance(collection, TrackedDict):
                collection.is_written = True
                collection.changed = {}
                changes.dicts.pop(id(collection), None)
            else:
                collection.written = length
                if len(collection) == length:
                    changes.lists.pop(id(collection), None)
                else:
                    changes.lists[id(collection)] = collection

    def _forget_entries(self) -> None:
        self._entries, self._large, self._referred = [], set(), {}

    def _try_to_compact(self) -> None:
        """Compacts the journal; if that fails, it stays as it is, and complete, and is compacted later."""
        digests, written = self._digests, self._written
        try:
            self._compact()
            self._next_compaction = 2 * self._file.size + _MOST_GARBAGE
        except OSError as error:
            self._digests, self._written = digests, written
            self._next_compaction = self._file.size + _MOST_GARBAGE
            print(f"Error: the state can't be compacted: {error}", file=sys.stderr, flush=True)

    def _compact(self) -> None:
        """Rewrites the journal with what there is, without what has changed or is gone."""
        self._is_compacting, self._written, self._digests = True, set(), {}
        try:
            digests = self._collect(touched.known_backends())
            self._follow_references()
            self._entries.append(("compacted",))
            self._file.replace(pickle.dumps([entry], protocol=5) for entry in self._entries)
            self._mark_written()
            self._digests = digests
        finally:
            self._is_compacting = False
            self._forget_entries()

    def _dump(self, value: Any) -> bytes:
        for _ in range(_TRIES - 1):
            try:
                return codec.dump(value, self)
            except RuntimeError:
                # A call that only reads, or that is not kept at once, has changed a dictionary meanwhile.
                continue
        return codec.dump(value, self)


def _is_written(collection: TrackedDict | TrackedList) -> bool:
    return collection.is_written if isinstance(collection, TrackedDict) else collection.written >= 0
