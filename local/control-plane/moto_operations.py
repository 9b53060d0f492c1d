"""Limits what moto does to answering calls: no operation starts a container, and one that moto doesn't know is told apart
from one that fails, so that the endpoint can answer as AWS would.
"""

import functools
import inspect

from botocore.model import OperationNotFoundError
from moto.core.config import default_user_config
from moto.core.responses import BaseResponse
from moto.utilities.docker_utilities import DockerModel
from moto_patch import UnknownMoto, replace_method

# Read by the endpoint, see unexpected-answer.ts.
_NOT_IMPLEMENTED = "x-lake-not-implemented"


def _told_apart(original):
    @functools.wraps(original)
    def answer(self, *args):
        try:
            return original(self, *args)
        # moto's own model of a service, and botocore's: each ends with its own error where it has no such operation.
        except (NotImplementedError, OperationNotFoundError):
            return 501, {_NOT_IMPLEMENTED: "true"}, ""

    return answer


def _no_docker(self):
    raise NotImplementedError("The embedded AWS starts no containers")


# Jobs and functions then succeed without being run. The endpoint runs functions itself.
for service in ("batch", "lambda"):
    if "use_docker" not in default_user_config.get(service, {}):
        raise UnknownMoto(f"its configuration has no {service}.use_docker")
    default_user_config[service]["use_docker"] = False

# What asks for Docker nevertheless, whatever the configuration says.
if not isinstance(inspect.getattr_static(DockerModel, "docker_client", None), property):
    raise UnknownMoto("DockerModel has no property docker_client")
DockerModel.docker_client = property(_no_docker)

replace_method(BaseResponse, "_dispatch", ["request", "full_url", "headers"], _told_apart)
replace_method(BaseResponse, "call_action", [], _told_apart)
