"""Keeps the state of moto's backends in a folder."""

from collections.abc import Callable
from typing import NoReturn


def keep(folder: str, refuse: Callable[[str], NoReturn]) -> Callable[[], None]:
    """Restores the state in a folder and keeps it there from now on.

    Returns what writes the rest when the control plane ends. Calls `refuse` with the reason if the state can't be read.
    """
    # Before anything is restored: it replaces constructors.
    import kept_state.prepared  # noqa: F401
    from kept_state.calls import keep_state
    from kept_state.codec import UnknownContent
    from kept_state.journal_file import DamagedState
    from kept_state.store import Store

    try:
        return keep_state(Store(folder))
    except (DamagedState, UnknownContent) as error:
        refuse(f"The state of the control plane can't be read, and was not changed: {error}")
