"""Pickles of moto's objects, and an Unpickler that admits only what such pickles contain.

Some objects are not pickled but replaced by a reference, the name of a function below: other backends, tracked
collections and large values, which are written apart, and what only a constructor can make.
"""

import copyreg
import hashlib
import io
import pickle
import re
import threading
import weakref
from typing import Any, NoReturn, Protocol

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from kept_state.tracked import TrackedDict, TrackedList
from moto.awslambda.models import LambdaFunction, LayerVersion
from moto.core.base_backend import BaseBackend
from moto.s3.models import FakeBucket, MultipartDict, _VersionedKeyStore

# Folders of moto whose backends are kept.
SERVICES = (
    "athena",
    "awslambda",
    "awslambda_simple",
    "cloudwatch",
    "events",
    "firehose",
    "glue",
    "iam",
    "kms",
    "lakeformation",
    "logs",
    "s3",
    "sns",
    "sts",
)
_FOLDERS = frozenset(SERVICES) | {"core", "utilities"}

_STANDARD = {
    "builtins": {"bytearray", "complex", "frozenset", "object", "set"},
    "collections": {"OrderedDict", "defaultdict", "deque"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "uuid": {"UUID"},
}
# Functions that make empty values of a defaultdict.
_FACTORIES = {
    "builtins": {"bool", "dict", "float", "int", "list", "str"},
    "moto.lakeformation.models": {"default_settings"},
}

# Packages of functions are written once.
_LARGE = 64 * 1024


class UnknownContent(Exception):
    """A state contains something that moto's objects don't."""


class Outside(Protocol):
    """What is not in the pickle of a backend itself."""

    def name_of(self, backend: BaseBackend) -> tuple[str, str, str]: ...
    def refer(self, collection: TrackedDict | TrackedList) -> None: ...
    def keep(self, digest: str, value: bytes | str) -> None: ...
    def backend(self, service: str, account: str, region: str) -> BaseBackend: ...
    def collection(self, uid: str, is_list: bool) -> TrackedDict | TrackedList: ...
    def large(self, digest: str) -> bytes | str: ...


def _only_a_name(*_args: Any) -> NoReturn:
    raise UnknownContent("A reference is not a function")


# Names in a pickle, which `_Reader.find_class` resolves.
def backend(*_args: Any) -> NoReturn:
    _only_a_name()


def collection(*_args: Any) -> NoReturn:
    _only_a_name()


def large(*_args: Any) -> NoReturn:
    _only_a_name()


def private_key(pem: bytes) -> Any:
    return serialization.load_pem_private_key(pem, None)


def bucket() -> FakeBucket:
    """The objects of a bucket are not in the control plane."""
    made = FakeBucket.__new__(FakeBucket)
    made.keys = _VersionedKeyStore()
    made.multiparts = MultipartDict()
    return made


def weak_values(values: dict[str, Any]) -> weakref.WeakValueDictionary[str, Any]:
    return weakref.WeakValueDictionary(values)


def lock() -> Any:
    return threading.Lock()


def expression(pattern: str | bytes, flags: int) -> re.Pattern[Any]:
    return re.compile(pattern, flags)


_MAKERS = {made.__name__: made for made in (bucket, expression, lock, private_key, weak_values)}
_LOCK_TYPE = type(threading.Lock())


class _Large:
    def __init__(self, digest: str) -> None:
        self.digest = digest

    def __reduce__(self) -> Any:
        return large, (self.digest,)


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, outside: Outside) -> None:
        super().__init__(file, protocol=5)
        self._outside = outside

    def reducer_override(self, obj: Any) -> Any:
        kind = type(obj)
        if kind is TrackedDict or kind is TrackedList:
            self._outside.refer(obj)
            return collection, (obj.uid, kind is TrackedList)
        if kind is FakeBucket:
            state = {**obj.__dict__}
            del state["keys"], state["multiparts"]
            return bucket, (), state
        if kind is LambdaFunction or kind is LayerVersion:
            state = {name: self._without_large(value) for name, value in obj.__dict__.items()}
            return copyreg.__newobj__, (kind,), state
        if kind is weakref.WeakValueDictionary:
            return weak_values, (dict(obj),)
        if kind is re.Pattern:
            return expression, (obj.pattern, obj.flags)
        if kind is _LOCK_TYPE:
            return lock, ()
        if isinstance(obj, BaseBackend):
            return backend, self._outside.name_of(obj)
        if isinstance(obj, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
            return private_key, (_pem(obj),)
        return NotImplemented

    def _without_large(self, value: Any) -> Any:
        if isinstance(value, (bytes, str)) and len(value) >= _LARGE:
            digest = _digest(value)
            self._outside.keep(digest, value)
            return _Large(digest)
        if type(value) is dict:
            return {name: self._without_large(each) for name, each in value.items()}
        return value


class _Reader(pickle.Unpickler):
    def __init__(self, content: bytes, outside: Outside) -> None:
        super().__init__(io.BytesIO(content))
        self._outside = outside

    def find_class(self, module: str, name: str) -> Any:
        if module == __name__:
            if name in _MAKERS:
                return _MAKERS[name]
            if name in ("backend", "collection", "large"):
                return getattr(self._outside, name)
        elif name in _STANDARD.get(module, ()) or name in _FACTORIES.get(module, ()):
            return super().find_class(module, name)
        elif _is_motos(module) and "." not in name:
            found = super().find_class(module, name)
            # No function, and no class that the module only imports.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise UnknownContent(f"A state contains {module}.{name}, which no state of this version does")


def dump(value: Any, outside: Outside) -> bytes:
    """Pickles a value, telling `outside` of what is written apart."""
    file = io.BytesIO()
    _Writer(file, outside).dump(value)
    return file.getvalue()


def load(content: bytes, outside: Outside) -> Any:
    """Raises UnknownContent for what `dump` does not write."""
    return _Reader(content, outside).load()


def _is_motos(module: str) -> bool:
    first, _, rest = module.partition(".")
    return first == "moto" and rest.partition(".")[0] in _FOLDERS


def _pem(key: Any) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


# Values that are kept alive by that, at most.
_MOST_DIGESTS = 64
_digests: dict[int, tuple[bytes | str, str]] = {}


def _digest(value: bytes | str) -> str:
    """SHA-256, calculated once for each object as long as it is among the last: it does not change."""
    known = _digests.get(id(value))
    if known is None:
        data = value.encode() if isinstance(value, str) else value
        kind = "s" if isinstance(value, str) else "b"
        known = _digests[id(value)] = (value, kind + hashlib.sha256(data).hexdigest())
        while len(_digests) > _MOST_DIGESTS:
            del _digests[next(iter(_digests))]
    return known[1]
