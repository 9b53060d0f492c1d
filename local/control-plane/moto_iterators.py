"""Makes moto's Kinesis reject shard iterators and starting positions as AWS does.

moto takes an iterator apart without a look at it, so that one which it did not make ends in a reply with status 500. Of
an iterator that was made for the ARN of a stream it forgets the stream.
"""

import functools

from moto.kinesis.exceptions import InvalidArgumentError, ShardNotFoundError
from moto.kinesis.models import KinesisBackend
from moto.kinesis.utils import decompose_shard_iterator
from moto_patch import replace_method


def _is_iterator(text):
    try:
        _stream, _shard, number = decompose_shard_iterator(text)
        int(number)
    except (ValueError, AttributeError):
        return False
    return True


def _reading_own(original):
    @functools.wraps(original)
    def get_records(self, stream_arn, shard_iterator, limit):
        if not _is_iterator(shard_iterator):
            raise InvalidArgumentError("Invalid ShardIterator.")
        try:
            return original(self, stream_arn, shard_iterator, limit)
        except ShardNotFoundError:
            raise InvalidArgumentError("Invalid ShardIterator.") from None

    return get_records


def _naming_stream(original):
    @functools.wraps(original)
    def get_shard_iterator(
        self, stream_arn, stream_name, shard_id, shard_iterator_type, starting_sequence_number, at_timestamp
    ):
        name = stream_name or (stream_arn or "").split("/")[-1] or None
        position = (shard_iterator_type, starting_sequence_number, at_timestamp)
        try:
            return original(self, stream_arn, name, shard_id, *position)
        except (TypeError, ValueError):
            raise InvalidArgumentError(
                f"Invalid starting position for the ShardIteratorType {shard_iterator_type}."
            ) from None

    return get_shard_iterator


replace_method(KinesisBackend, "get_records", ("stream_arn", "shard_iterator", "limit"), _reading_own)
replace_method(
    KinesisBackend,
    "get_shard_iterator",
    (
        "stream_arn",
        "stream_name",
        "shard_id",
        "shard_iterator_type",
        "starting_sequence_number",
        "at_timestamp",
    ),
    _naming_stream,
)
