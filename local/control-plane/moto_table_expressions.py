"""Evaluates the regular expression of Glue's GetTables in a separate process with a timeout.

Python's regular expressions can't be interrupted and hold the interpreter's lock: one with catastrophic backtracking
would block every call of every service.
"""

import json
import re
import subprocess
import sys

from moto.glue.exceptions import InvalidInputException
from moto.glue.models import GlueBackend
from moto_patch import replace_method

_SECONDS = 2

# Matches from the beginning of the name, as moto does.
_MATCH = """
import json, re, sys
expression, names = json.load(sys.stdin)
json.dump([name for name in names if re.match(expression, name)], sys.stdout)
"""


def _matching(expression: str, names: list[str]) -> list[str]:
    try:
        re.compile(expression)
    except (re.error, OverflowError, RecursionError) as error:
        raise InvalidInputException("GetTables", f"Expression is not a valid regular expression: {error}")
    try:
        matched = subprocess.run(
            [sys.executable, "-E", "-S", "-c", _MATCH],
            input=json.dumps([expression, names]),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise InvalidInputException("GetTables", f"Expression takes more than {_SECONDS} s to evaluate.")
    return json.loads(matched.stdout)


def _with_timeout(original):
    def get_tables(self, database_name, expression):
        tables = original(self, database_name, None)
        if not expression:
            return tables
        # As in moto, an asterisk stands for any text, unless the expression ends with `.*`.
        if expression.endswith(".*"):
            expression = expression[:-2].replace("*", ".*") + ".*"
        else:
            expression = expression.replace("*", ".*")
        names = set(_matching(expression, [table.name for table in tables]))
        return [table for table in tables if table.name in names]

    return get_tables


replace_method(GlueBackend, "get_tables", ["database_name", "expression"], _with_timeout)
