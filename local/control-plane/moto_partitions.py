"""Writes the answer of GetPartitions in one pass, without the columns of each partition if the caller wants none.

moto's serializer looks for every member under several names and by way of several calls, which takes a third of a
millisecond for each partition, and a query of a table reads all of its partitions.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from moto.core.responses import ActionResult
from moto.core.serialize import TimestampSerializer
from moto.glue.responses import GlueResponse
from moto_patch import UnsupportedMoto, replace_method

_Writer = Callable[[Any], Any]

_EPOCH = datetime(1970, 1, 1)
_MILLISECOND = timedelta(milliseconds=1)

if not hasattr(TimestampSerializer, "_timestamp_unixtimestamp"):
    raise UnsupportedMoto("TimestampSerializer has no method _timestamp_unixtimestamp")

_timestamps = TimestampSerializer(TimestampSerializer.TIMESTAMP_FORMAT_UNIX)


def _writer(shape: Shape) -> _Writer | None:
    """What makes values of a shape into those of JSON, as AWS's protocol JSON 1.1 has them; none if they are the same."""
    if isinstance(shape, StructureShape):
        return _structure_writer({name: _writer(member) for name, member in shape.members.items()})
    if isinstance(shape, ListShape):
        write_item = _writer(shape.member)
        return None if write_item is None else lambda value: [write_item(item) for item in value]
    if isinstance(shape, MapShape):
        write_value = _writer(shape.value)
        if write_value is None:
            return None
        return lambda value: {key: write_value(item) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return lambda value: _written_timestamp(value, shape)
    if shape.type_name in ("integer", "long"):
        return int
    return None


def _structure_writer(members: dict[str, _Writer | None]) -> _Writer:
    def write(value: Any) -> Any:
        written = {}
        # By the members of the value, of which most have few.
        for name, member in value.items():
            if member is not None and name in members:
                write_member = members[name]
                written[name] = member if write_member is None else write_member(member)
        return written

    return write


def _written_timestamp(value: Any, shape: Shape) -> Any:
    if isinstance(value, datetime):
        # In milliseconds, as moto's serializer, which takes the time of any zone as that of UTC.
        return (value.replace(tzinfo=None) - _EPOCH) // _MILLISECOND / 1000
    written: dict[str, Any] = {}
    _timestamps.serialize(written, value, shape, "value")
    return written["value"]


class _InOnePass(ActionResult):
    def execute_result(self, context: Any) -> Any:
        status, headers, _ = ActionResult({}).execute_result(context)
        write = _writer(context.operation_model.output_shape)
        return status, headers, json.dumps(self.result if write is None else write(self.result))


def _without_columns(partition: dict[str, Any]) -> dict[str, Any]:
    storage = partition.get("StorageDescriptor")
    if storage is None:
        return partition
    kept = {name: member for name, member in storage.items() if name != "Columns"}
    return {**partition, "StorageDescriptor": kept}


def _written_in_one_pass(original: Callable) -> Callable:
    def get_partitions(self: GlueResponse) -> Any:
        result = original(self).result
        if self.parameters.get("ExcludeColumnSchema") is True:
            result = {"Partitions": [_without_columns(each) for each in result["Partitions"]]}
        return _InOnePass(result)

    return get_partitions


replace_method(GlueResponse, "get_partitions", [], _written_in_one_pass)
