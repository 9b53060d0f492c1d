"""What the calls of a client returned, as JSON for the test that started it."""

import json
import sys


class Outcomes:
    def __init__(self):
        self.found = {}

    def note(self, name, call):
        """Runs a call, and keeps what it returns or the name and the text of its error."""
        try:
            self.found[name] = call()
        except Exception as error:  # noqa: BLE001: every error is an outcome
            self.found[name] = {"error": type(error).__name__, "text": str(error)}

    def print(self):
        json.dump(self.found, sys.stdout, default=str)


def rows(frame):
    """The rows of a data frame as text, with None for each kind of missing value."""
    return [[text(value) for value in row] for row in frame.itertuples(index=False)]


def text(value):
    # An array of numpy has another text than the same list.
    shown = str(value.tolist() if hasattr(value, "tolist") else value)
    return None if shown in ("<NA>", "NaT", "None", "nan") else shown


def types(frame):
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}
