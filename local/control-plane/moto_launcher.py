"""Runs moto's server, and ends when standard input does: so it never outlives the emulator that started it."""

import os
import sys
import threading

# Beside this file; they change moto by being imported, and the metrics see what resharding leaves of a call.
import moto_resharding  # noqa: F401
import moto_stream_metrics  # noqa: F401
from moto.server import main
from moto_shards import mend_shards


def end_with_standard_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_standard_input, daemon=True).start()
mend_shards()
main(sys.argv[1:])
