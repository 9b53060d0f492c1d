"""Writes the state after each call that may have changed it, before the call is answered.

What costs little to lose is written every few seconds instead: data points of metrics, log events, and when a caller or
a role was last seen.
"""

import io
import re
import sys
import threading
import time
from collections.abc import Callable

from kept_state import touched
from kept_state.store import Store
from moto.server import DomainDispatcherApplication
from moto_patch import replace_method

_INTERVAL_SECONDS = 2

# Operations of the services that are kept, and how moto implements them.
_READS = re.compile(r"(BatchGet|Describe|Filter|Get|List|Search|Test)[A-Z]\w*|Decrypt|Encrypt|GenerateDataKey\w*|ReEncrypt|Sign|Verify|GenerateMac|VerifyMac|GenerateRandom")
# They change what is written every few seconds; SNS calls subscribers, which may call the endpoint.
_WRITTEN_LATER = {"Publish", "PutEvents", "PutLogEvents", "PutMetricData"}
# Streams are not in the control plane's state.
_NOT_KEPT_TARGET = "Kinesis_"
_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")


def keep_state(store: Store) -> Callable[[], None]:
    """Returns what writes the rest when the control plane ends.

    Raises UnsupportedMoto if moto's server is not called as expected.
    """
    # Only one call at a time changes the state, so that what is written is never half a change.
    lock = threading.RLock()

    def writing(original):
        def call(self, environ, start_response):
            if not _changes_state(environ):
                return original(self, environ, start_response)
            with lock:
                touched.begin_call()
                try:
                    reply = original(self, environ, start_response)
                finally:
                    backends = touched.end_call()
                try:
                    store.write(backends)
                except BaseException:
                    touched.put_back(backends)
                    raise
                return reply

        return call

    def write_rest() -> None:
        backends = touched.take_others()
        with lock:
            try:
                store.write(backends, with_lists=True)
            except BaseException:
                touched.put_back(backends)
                raise

    def write_regularly() -> None:
        while True:
            time.sleep(_INTERVAL_SECONDS)
            try:
                write_rest()
            except Exception as error:
                print(f"Error: the state can't be written: {error}", file=sys.stderr, flush=True)

    replace_method(DomainDispatcherApplication, "__call__", ["environ", "start_response"], writing)
    threading.Thread(target=write_regularly, daemon=True).start()
    return write_rest


def _changes_state(environ) -> bool:
    if environ.get("REQUEST_METHOD") in ("GET", "HEAD", "OPTIONS") or _is_of_object(environ):
        return False
    operation = _operation_of(environ)
    if operation is None:
        return True
    return not (_READS.fullmatch(operation) or operation in _WRITTEN_LATER)


def _is_of_object(environ) -> bool:
    """Whether a call is one of S3 for an object; objects are not in the control plane's state."""
    is_s3 = "/s3/aws4_request" in environ.get("HTTP_AUTHORIZATION", "")
    return is_s3 and environ.get("PATH_INFO", "").strip("/").count("/") > 0


def _operation_of(environ) -> str | None:
    """The operation of a call, if its protocol names it."""
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target is not None:
        return "PutMetricData" if target.startswith(_NOT_KEPT_TARGET) else target.rpartition(".")[2]
    if not environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    found = _ACTION.search(body)
    return found[1].decode() if found else None
