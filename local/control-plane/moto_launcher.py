"""Runs moto's server, and exits when its standard input ends, so that it does not outlive the emulator.

The first line of standard input is the secret that each call must contain; if it is empty, calls are not checked. The
second is the folder in which the state is kept; if it is empty, none is.

Exits with 78 (EX_CONFIG) and one line on standard error if moto or its server does not match the patches, or the state
can't be read.
"""

import os
import sys
import threading
from typing import NoReturn

from moto_patch import UnsupportedMoto

EX_CONFIG = 78


def exit_with_standard_input() -> None:
    sys.stdin.buffer.read()
    try:
        write_rest()
    finally:
        os._exit(0)


def exit_with_config_error(reason: str) -> NoReturn:
    print(reason, file=sys.stderr, flush=True)
    # Not `sys.exit`, which would wait for the thread that reads standard input.
    os._exit(EX_CONFIG)


def write_rest() -> None:
    """Replaced if the state is kept."""


secret = sys.stdin.buffer.readline().decode().strip()
state_folder = sys.stdin.buffer.readline().decode().rstrip("\n")
threading.Thread(target=exit_with_standard_input, daemon=True).start()

try:
    # In this folder. Importing them patches moto.
    import moto_alarm_history  # noqa: F401
    import moto_guard
    import moto_iceberg_delivery  # noqa: F401
    import moto_lake_formation  # noqa: F401
    import moto_operations  # noqa: F401
    import moto_partitions  # noqa: F401
    import moto_table_expressions  # noqa: F401
    from moto.server import main

    if state_folder != "":
        import kept_state

        write_rest = kept_state.keep(state_folder, exit_with_config_error)
    # Last, so that it rejects a call before anything else sees it.
    if secret != "":
        moto_guard.guard(secret)
except UnsupportedMoto as error:
    exit_with_config_error(str(error))
except ImportError as error:
    exit_with_config_error(f"moto's server can't be loaded: {error}")
try:
    main(sys.argv[1:])
finally:
    write_rest()
