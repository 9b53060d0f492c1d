"""Restricts moto to calls from the endpoint: every program of the machine can reach its port, and so can web pages
through the browser, but only the endpoint checks callers.
"""

import hmac

from moto.server import DomainDispatcherApplication
from moto_patch import replace_method

# Sent by the endpoint, see control-plane.ts.
_SECRET_HEADER = "HTTP_X_LAKE_CONTROL_PLANE"


def guard(secret: str) -> None:
    """Rejects every call without the secret, before any of it is read.

    Raises UnsupportedMoto if moto's server is not called as expected.
    """

    def rejecting(original):
        def call(self, environ, start_response):
            sent = environ.get(_SECRET_HEADER, "")
            if hmac.compare_digest(sent.encode(), secret.encode()):
                return original(self, environ, start_response)
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"The control plane accepts calls only from the endpoint of the embedded AWS.\n"]

        return call

    replace_method(
        DomainDispatcherApplication, "__call__", ["environ", "start_response"], rejecting
    )
