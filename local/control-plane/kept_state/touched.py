"""Finds out which of moto's backends a call may have changed: those that it looked up."""

import functools
import threading

import moto.iam.models
from moto.core.base_backend import AccountSpecificBackend, BaseBackend
from moto_patch import UnsupportedMoto, replace_method

Name = tuple[str, str, str]
"""The folder of a backend's service in moto, its account and its region."""


class _Call(threading.local):
    def __init__(self) -> None:
        self.backends: dict[Name, BaseBackend] | None = None


_call = _Call()
# By threads of moto's own, by calls that only read, and by bookkeeping.
_others: dict[Name, BaseBackend] = {}
_names: dict[int, tuple[Name, BaseBackend]] = {}


def begin_call() -> None:
    """Notes from now on what this thread looks up."""
    _call.backends = {}


def end_call() -> dict[Name, BaseBackend]:
    """What this thread has looked up since `begin_call`."""
    found, _call.backends = _call.backends, None
    return found or {}


def take_others() -> dict[Name, BaseBackend]:
    """What was looked up outside of a noted call since it was last taken."""
    found = {}
    # One by one: other threads add to it at any time.
    while _others:
        name, backend = _others.popitem()
        found[name] = backend
    return found


def put_back(backends: dict[Name, BaseBackend]) -> None:
    """What was taken, but not written."""
    _others.update(backends)


def name_of(backend: BaseBackend) -> Name:
    """The name of a backend that was looked up."""
    return _names[id(backend)][0]


def known_backends() -> dict[Name, BaseBackend]:
    """Every backend that was looked up."""
    return dict(list(_names.values()))


def _noting(original):
    @functools.wraps(original)
    def look_up(self, region_name):
        backend = original(self, region_name)
        entry = _names.get(id(backend))
        if entry is None:
            # Two folders have the same name of a service: functions with and without Docker.
            folder = type(backend).__module__.split(".")[1]
            region = "aws" if region_name == "global" else region_name
            entry = _names[id(backend)] = ((folder, self.account_id, region), backend)
        (_others if _call.backends is None else _call.backends)[entry[0]] = backend
        return backend

    return look_up


def _as_bookkeeping(original):
    """Each call looks up its caller in IAM, and changes when that was last seen."""

    @functools.wraps(original)
    def visit(*args, **kwargs):
        noted, _call.backends = _call.backends, None
        try:
            return original(*args, **kwargs)
        finally:
            _call.backends = noted

    return visit


replace_method(AccountSpecificBackend, "__getitem__", ["region_name"], _noting)
for _name in ("get_account_id_from", "mark_account_as_visited"):
    if not callable(getattr(moto.iam.models, _name, None)):
        raise UnsupportedMoto(f"moto.iam.models has no function {_name}")
    setattr(moto.iam.models, _name, _as_bookkeeping(getattr(moto.iam.models, _name)))
