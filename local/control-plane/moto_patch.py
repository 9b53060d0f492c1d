"""Patches moto, and rejects a moto that differs from the one that the patches were written for.

Without this check a patch that no longer matches would go unnoticed, and records would be lost or counted twice. Each
patch declares what it replaces; if that is missing or different, the control plane does not start.
"""

import inspect
from collections.abc import Callable, Sequence
from importlib.metadata import version


class UnsupportedMoto(Exception):
    """The patches do not match this moto; the message describes the difference."""

    def __init__(self, difference: str) -> None:
        super().__init__(
            f"moto {version('moto')} is not one that the embedded AWS was tested on: {difference}"
        )


def parameters_of(owner: type, name: str) -> list[str]:
    """Names of a method's parameters in order, including `self`.

    Raises UnsupportedMoto if the class has no such method.
    """
    method = inspect.getattr_static(owner, name, None)
    if not inspect.isfunction(method):
        raise UnsupportedMoto(f"{owner.__module__}.{owner.__name__} has no method {name}")
    return list(inspect.signature(method).parameters)


def require_method(owner: type, name: str, parameters: Sequence[str]) -> None:
    """Raises UnsupportedMoto unless a class has a method with exactly these parameters after `self`."""
    found = parameters_of(owner, name)[1:]
    if found != list(parameters):
        raise UnsupportedMoto(
            f"{owner.__module__}.{owner.__name__}.{name} takes ({', '.join(found)}), "
            f"not ({', '.join(parameters)})"
        )


def require_attributes(instance: object, *names: str) -> None:
    """Raises UnsupportedMoto unless an object has all of these attributes."""
    for name in names:
        if not hasattr(instance, name):
            owner = type(instance)
            raise UnsupportedMoto(f"{owner.__module__}.{owner.__name__} has no attribute {name}")


def replace_method(
    owner: type, name: str, parameters: Sequence[str], replacement: Callable[[Callable], Callable]
) -> None:
    """Replaces a method by the result of `replacement`, which receives the original.

    Raises UnsupportedMoto unless the class has the method with exactly these parameters after `self`.
    """
    require_method(owner, name, parameters)
    setattr(owner, name, replacement(getattr(owner, name)))
