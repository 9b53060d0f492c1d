"""Restores moto's backends from the journal."""

import hashlib
import importlib
import io
import pickle
import re
from typing import Any, NoReturn

from kept_state import codec
from kept_state.journal_file import JournalFile
from kept_state.tracked import TrackedDict, TrackedList
from moto.core.base_backend import BackendDict, BaseBackend
from moto.logs.models import LogEvent
from moto.s3.models import s3_backends

_SERVICE = re.compile(r"[a-z0-9_]+")

Name = tuple[str, str, str]


class _Entries(pickle.Unpickler):
    """Reads the entries of a frame, which are tuples of texts and bytes."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise codec.UnknownContent(f"The journal contains {module}.{name}")


class Restored:
    """What a journal contains. It is part of the state only if a backend refers to it."""

    def __init__(self, file: JournalFile) -> None:
        self.compacted = 0
        self.digests: dict[Name, bytes] = {}
        self._backends: dict[Name, bytes] = {}
        self._changes: dict[str, list[tuple[Any, ...]]] = {}
        self._large: dict[str, bytes | str] = {}
        self._collections: dict[str, TrackedDict | TrackedList] = {}
        for frame in file.read():
            for entry in _Entries(io.BytesIO(frame)).load():
                self._read(*entry)
                if entry[0] == "compacted":
                    self.compacted = file.size

    @property
    def large_digests(self) -> set[str]:
        return set(self._large)

    def apply(self) -> None:
        """Gives moto's backends their state. Raises UnknownContent."""
        for name, content in self._backends.items():
            # In place: other backends may refer to it.
            self.backend(*name).__dict__ = codec.load(content, self)
            self.digests[name] = hashlib.blake2b(content, digest_size=16).digest()
        self._restore_globals()

    # codec.Outside, for reading.
    def backend(self, service: str, account: str, region: str) -> BaseBackend:
        if not _SERVICE.fullmatch(service):
            raise codec.UnknownContent(f"There is no service {service}")
        module = importlib.import_module(f"moto.{service}.models")
        for backends in vars(module).values():
            if isinstance(backends, BackendDict) and backends.backend.__module__ == module.__name__:
                return backends[account][region]
        raise codec.UnknownContent(f"{module.__name__} has no backends")

    def collection(self, uid: str, is_list: bool) -> TrackedDict | TrackedList:
        known = self._collections.get(uid)
        if known is not None:
            return known
        made = self._collections[uid] = TrackedList(uid=uid) if is_list else TrackedDict(uid=uid)
        # A list that came with a call that does not wait for it may be missing.
        for kind, value in self._changes.get(uid, ()):
            if kind == "remove":
                for key in value:
                    dict.pop(made, key, None)
            elif kind == "put":
                dict.update(made, codec.load(value, self))
            else:
                list.extend(made, codec.load(value, self))
        if isinstance(made, TrackedDict):
            made.is_written = uid in self._changes
        elif uid in self._changes:
            made.written = len(made)
        return made

    def large(self, digest: str) -> bytes | str:
        return self._large[digest]

    def _read(self, kind: str, *values: Any) -> None:
        if kind == "backend":
            name, content = values
            self._backends[name] = content
        elif kind == "large":
            self._large[values[0]] = values[1]
        elif kind == "new":
            self._changes[values[0]] = []
        elif kind in ("extend", "put", "remove"):
            self._changes[values[0]].append((kind, values[1]))
        elif kind != "compacted":
            raise codec.UnknownContent(f"The journal contains an entry {kind}")

    def _restore_globals(self) -> None:
        """What moto keeps outside of its backends."""
        for (service, account, region), _ in self._backends.items():
            if service == "s3":
                for bucket in self.backend(service, account, region).buckets:
                    s3_backends.bucket_accounts[bucket] = (region, account)
        events = [
            event.event_id
            for collection in self._collections.values()
            if isinstance(collection, TrackedList)
            for event in collection
            if isinstance(event, LogEvent)
        ]
        LogEvent._event_id = max(events, default=-1) + 1
