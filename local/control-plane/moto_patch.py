"""Replaces parts of moto, and refuses a moto whose parts are not those that the replacements were written for.

A replacement that finds nothing to replace would go unnoticed: records would be lost or counted twice much later. So
each one states what it replaces, and the control plane does not start on a moto where that is missing or looks different.
"""

import inspect
from collections.abc import Callable, Sequence
from importlib.metadata import version


class UnknownMoto(Exception):
    """This moto is not one that the replacements fit; the message says where it differs."""

    def __init__(self, difference: str) -> None:
        super().__init__(
            f"moto {version('moto')} is not one that the embedded AWS was tested on: {difference}"
        )


def parameters_of(owner: type, name: str) -> list[str]:
    """Names of a method's parameters in their order, `self` included.

    Raises UnknownMoto when the class has no such method.
    """
    method = inspect.getattr_static(owner, name, None)
    if not inspect.isfunction(method):
        raise UnknownMoto(f"{owner.__module__}.{owner.__name__} has no method {name}")
    return list(inspect.signature(method).parameters)


def require_method(owner: type, name: str, parameters: Sequence[str]) -> None:
    """Raises UnknownMoto unless a class has a method with exactly these parameters after `self`."""
    found = parameters_of(owner, name)[1:]
    if found != list(parameters):
        raise UnknownMoto(
            f"{owner.__module__}.{owner.__name__}.{name} takes ({', '.join(found)}), "
            f"not ({', '.join(parameters)})"
        )


def require_attributes(instance: object, *names: str) -> None:
    """Raises UnknownMoto unless an object has all of these attributes."""
    for name in names:
        if not hasattr(instance, name):
            owner = type(instance)
            raise UnknownMoto(f"{owner.__module__}.{owner.__name__} has no attribute {name}")


def replace_method(
    owner: type, name: str, parameters: Sequence[str], replacement: Callable[[Callable], Callable]
) -> None:
    """Puts what `replacement` makes of a method in its place.

    Raises UnknownMoto unless the method is there with exactly these parameters after `self`.
    """
    require_method(owner, name, parameters)
    setattr(owner, name, replacement(getattr(owner, name)))
