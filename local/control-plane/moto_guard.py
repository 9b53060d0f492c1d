"""Lets only the endpoint talk to moto: its port is open to every program of the machine, and to web pages by way of the
browser, while all checks of callers are the endpoint's.
"""

import hmac

from moto.server import DomainDispatcherApplication
from moto_patch import replace_method

# The name and the value are sent by the endpoint, see control-plane.ts.
_SECRET_HEADER = "HTTP_X_LAKE_CONTROL_PLANE"


def guard(secret: str) -> None:
    """Refuses every call that does not show the secret, before anything of it is read.

    Raises UnknownMoto where moto's server is not called as expected.
    """

    def refusing(original):
        def call(self, environ, start_response):
            shown = environ.get(_SECRET_HEADER, "")
            if hmac.compare_digest(shown.encode(), secret.encode()):
                return original(self, environ, start_response)
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"The control plane answers the endpoint of the embedded AWS only.\n"]

        return call

    replace_method(
        DomainDispatcherApplication, "__call__", ["environ", "start_response"], refusing
    )
