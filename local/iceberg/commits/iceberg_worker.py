"""Commits to Iceberg tables with pyiceberg: one request a line of standard input, one answer a line of standard output.

An answer has the `id` of its request, and a `result` or an `error`. Requests run side by side; those about one table
should come one after another. The process ends with its standard input, so that it does not outlive the emulator.
"""

import json
import os
import sys
import threading
import traceback
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

# In this folder.
import table_appends
import table_upkeep
from botocore.exceptions import BotoCoreError, ClientError
from pyiceberg.exceptions import CommitFailedException, NoSuchTableError

_OPERATIONS = {
    "positions": table_appends.positions,
    "append": table_appends.append,
    "expire": table_upkeep.expire,
    "remove-orphans": table_upkeep.remove_orphans,
}
_PARALLEL = 4
# Errors of which the message says all.
_EXPECTED = (BotoCoreError, ClientError, CommitFailedException, NoSuchTableError, OSError)

_output = threading.Lock()


def _answer(request_id: Any, **content: Any) -> None:
    line = json.dumps({"id": request_id, **content})
    with _output:
        print(line, flush=True)


def _name_of(error: Exception) -> str:
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", "ClientError"))
    return type(error).__name__


def _run(line: str) -> None:
    request = json.loads(line)
    try:
        result = _OPERATIONS[request["operation"]](request)
    except Exception as error:
        if not isinstance(error, _EXPECTED):
            traceback.print_exc()
        _answer(request["id"], error={"name": _name_of(error), "message": str(error)})
    else:
        _answer(request["id"], result=result)


def main() -> None:
    # Of pyiceberg about itself; standard error is the emulator's log.
    warnings.simplefilter("ignore")
    executor = ThreadPoolExecutor(_PARALLEL)
    for line in sys.stdin:
        executor.submit(_run, line)
    # Calls in progress are to an endpoint that may be gone, and would be retried for minutes.
    os._exit(0)


main()
