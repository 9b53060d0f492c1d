"""Keeps Firehose's destination of Iceberg tables, which older versions of moto refuse.

The endpoint has checked the calls. An update replaces each member that it has, the S3 configuration included.
"""

import inspect
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.firehose.exceptions import (
    ConcurrentModificationException,
    InvalidArgumentException,
    ResourceNotFoundException,
)
from moto.firehose.models import DeliveryStream, FirehoseBackend
from moto.firehose.responses import FirehoseResponse
from moto_patch import UnsupportedMoto, replace_method

# A destination without rules of its own, in whose place that of Iceberg is created.
_STAND_IN = "snowflake_destination_configuration"
_CREATED_AS = "Snowflake"

_parameters = list(inspect.signature(FirehoseBackend.create_delivery_stream).parameters)[1:]
if _STAND_IN not in _parameters:
    raise UnsupportedMoto(f"FirehoseBackend.create_delivery_stream has no parameter {_STAND_IN}")
if ("S3Configuration", "S3DestinationDescription") not in DeliveryStream.ALTERNATIVE_FIELD_NAMES:
    raise UnsupportedMoto("DeliveryStream does not describe its S3Configuration")


def _described(settings: dict[str, Any]) -> dict[str, Any]:
    described = dict(settings)
    if "S3Configuration" in described:
        described["S3DestinationDescription"] = described.pop("S3Configuration")
    return described


def _creating(original: Callable) -> Callable:
    def create_delivery_stream(self: FirehoseResponse) -> ActionResult:
        iceberg = self._get_param("IcebergDestinationConfiguration")
        if iceberg is None:
            return original(self)
        name = self._get_param("DeliveryStreamName")
        given = {
            "region": self.region,
            "delivery_stream_name": name,
            "delivery_stream_type": self._get_param("DeliveryStreamType"),
            "kinesis_stream_source_configuration": self._get_param("KinesisStreamSourceConfiguration"),
            "delivery_stream_encryption_configuration_input": self._get_param(
                "DeliveryStreamEncryptionConfigurationInput"
            ),
            "tags": self._get_param("Tags"),
            _STAND_IN: _described(iceberg),
        }
        backend = self.firehose_backend
        arn = backend.create_delivery_stream(*[given.get(each) for each in _parameters])
        destination = backend.delivery_streams[name].destinations[0]
        destination["Iceberg"] = destination.pop(_CREATED_AS)
        return ActionResult({"DeliveryStreamARN": arn})

    return create_delivery_stream


def _updating(original: Callable) -> Callable:
    def update_destination(self: FirehoseResponse) -> ActionResult:
        update = self._get_param("IcebergDestinationUpdate")
        if update is None:
            return original(self)
        name = self._get_param("DeliveryStreamName")
        stream = self.firehose_backend.delivery_streams.get(name)
        if stream is None:
            raise ResourceNotFoundException(f"Firehose {name} not found.")
        version = self._get_param("CurrentDeliveryStreamVersionId")
        if stream.version_id != version:
            raise ConcurrentModificationException(
                f"The delivery stream has version {stream.version_id}, but the update is of version {version}."
            )
        wanted = self._get_param("DestinationId")
        for destination in stream.destinations:
            if destination["destination_id"] == wanted and "Iceberg" in destination:
                destination["Iceberg"] = {**destination["Iceberg"], **_described(update)}
                stream.version_id = str(int(stream.version_id) + 1)
                stream.last_update_timestamp = utcnow()
                return EmptyResult()
        raise InvalidArgumentException(f"{name} has no destination {wanted} of Iceberg tables.")

    return update_destination


replace_method(FirehoseResponse, "create_delivery_stream", [], _creating)
replace_method(FirehoseResponse, "update_destination", [], _updating)
