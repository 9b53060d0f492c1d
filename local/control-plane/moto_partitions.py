"""Writes the answer of GetPartitions in one pass.

moto's serializer looks for every member under several names and by way of several calls, which takes a third of a
millisecond for each partition, and a query of a table reads all of its partitions.
"""

import json
from collections.abc import Callable
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from moto.core.responses import ActionResult
from moto.core.serialize import TimestampSerializer
from moto.glue.responses import GlueResponse
from moto_patch import UnsupportedMoto, replace_method

_Writer = Callable[[Any], Any]

if not hasattr(TimestampSerializer, "_timestamp_unixtimestamp"):
    raise UnsupportedMoto("TimestampSerializer has no method _timestamp_unixtimestamp")

_timestamps = TimestampSerializer(TimestampSerializer.TIMESTAMP_FORMAT_UNIX)


def _writer(shape: Shape) -> _Writer:
    """What makes values of a shape into those of JSON, as AWS's protocol JSON 1.1 has them."""
    if isinstance(shape, StructureShape):
        members = [(name, _writer(member)) for name, member in shape.members.items()]
        return lambda value: {
            name: write(value[name]) for name, write in members if value.get(name) is not None
        }
    if isinstance(shape, ListShape):
        write_item = _writer(shape.member)
        return lambda value: [write_item(item) for item in value]
    if isinstance(shape, MapShape):
        write_value = _writer(shape.value)
        return lambda value: {key: write_value(item) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return lambda value: _written_timestamp(value, shape)
    if shape.type_name in ("integer", "long"):
        return int
    return lambda value: value


def _written_timestamp(value: Any, shape: Shape) -> Any:
    written: dict[str, Any] = {}
    _timestamps.serialize(written, value, shape, "value")
    return written["value"]


class _InOnePass(ActionResult):
    def execute_result(self, context: Any) -> Any:
        status, headers, _ = ActionResult({}).execute_result(context)
        return status, headers, json.dumps(_writer(context.operation_model.output_shape)(self.result))


def _written_in_one_pass(original: Callable) -> Callable:
    def get_partitions(self: GlueResponse) -> Any:
        return _InOnePass(original(self).result)

    return get_partitions


replace_method(GlueResponse, "get_partitions", [], _written_in_one_pass)
