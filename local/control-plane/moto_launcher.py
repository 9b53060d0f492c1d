"""Runs moto's server, and ends when standard input does: so it never outlives the emulator that started it.

The first line of standard input is the secret that every call must show; an empty one lets every call pass.

Exits with 78 (EX_CONFIG), and one line on standard error, where moto or its server is not what the replacements fit.
"""

import os
import sys
import threading
from typing import NoReturn

from moto_patch import UnknownMoto

EX_CONFIG = 78


def end_with_standard_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def give_up(reason: str) -> NoReturn:
    print(reason, file=sys.stderr, flush=True)
    # Not `sys.exit`: the thread that reads standard input would hold up the interpreter's end.
    os._exit(EX_CONFIG)


secret = sys.stdin.buffer.readline().decode().strip()
threading.Thread(target=end_with_standard_input, daemon=True).start()

try:
    # Beside this file; they change moto by being imported, and the metrics see what resharding leaves of a call.
    import moto_guard
    import moto_operations  # noqa: F401
    import moto_resharding  # noqa: F401
    import moto_shards  # noqa: F401
    import moto_stream_metrics  # noqa: F401
    import moto_table_expressions  # noqa: F401
    from moto.server import main

    if secret != "":
        moto_guard.guard(secret)
except UnknownMoto as error:
    give_up(str(error))
except ImportError as error:
    give_up(f"moto's server can't be loaded: {error}")
main(sys.argv[1:])
