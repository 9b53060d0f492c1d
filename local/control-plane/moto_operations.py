"""Prevents moto from starting containers, and marks operations that it lacks, so that the endpoint can answer as AWS."""

import functools
import inspect

from botocore.model import OperationNotFoundError
from moto.core.config import default_user_config
from moto.core.responses import BaseResponse
from moto.utilities.docker_utilities import DockerModel
from moto_patch import UnsupportedMoto, replace_method

# Read by the endpoint, see unexpected-reply.ts.
_NOT_IMPLEMENTED = "x-lake-not-implemented"


def _marking_missing(original):
    @functools.wraps(original)
    def answer(self, *args):
        try:
            return original(self, *args)
        # The errors of moto's and of botocore's model of a service for a missing operation.
        except (NotImplementedError, OperationNotFoundError):
            return 501, {_NOT_IMPLEMENTED: "true"}, ""

    return answer


def _no_docker(self):
    raise NotImplementedError("The embedded AWS starts no containers")


# Jobs and functions then succeed without running. The endpoint runs functions itself.
for service in ("batch", "lambda"):
    if "use_docker" not in default_user_config.get(service, {}):
        raise UnsupportedMoto(f"its configuration has no {service}.use_docker")
    default_user_config[service]["use_docker"] = False

# Some code uses Docker whatever the configuration says.
if not isinstance(inspect.getattr_static(DockerModel, "docker_client", None), property):
    raise UnsupportedMoto("DockerModel has no property docker_client")
DockerModel.docker_client = property(_no_docker)

replace_method(BaseResponse, "_dispatch", ["request", "full_url", "headers"], _marking_missing)
replace_method(BaseResponse, "call_action", [], _marking_missing)
