"""Makes resharding in moto's Kinesis work as on AWS.

moto lists the children of a split or merged shard, but continues to put records into the parents, moves or copies
records of the parents, and never reports the end of a parent to a reader. With this patch new records go to the open
shard of their key, parents keep their records, and a parent that was read completely has no next iterator:
https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html
"""

import functools
import threading
from collections import OrderedDict
from hashlib import md5

from moto.kinesis.models import KinesisBackend, Shard, Stream
from moto.kinesis.utils import decompose_shard_iterator
from moto_patch import replace_method, require_attributes, require_method

# moto serves each call in its own thread, and numbers records by the last one.
_lock = threading.RLock()


def _serialized(method):
    @functools.wraps(method)
    def call(*args, **kwargs):
        with _lock:
            return method(*args, **kwargs)

    return call


def _open_shard_for_key(original):
    @functools.wraps(original)
    def find(self, partition_key, explicit_hash_key):
        shard = original(self, partition_key, explicit_hash_key)
        if shard is not None and shard.is_open:
            return shard
        if explicit_hash_key:
            key = int(explicit_hash_key)
        else:
            key = int(md5(partition_key.encode("utf-8")).hexdigest(), 16)
        return next(
            (
                open_shard
                for open_shard in self.shards.values()
                if open_shard.is_open
                and open_shard.starting_hash <= key <= open_shard.ending_hash
            ),
            None,
        )

    return find


def _keeping_records(original):
    """For a method of a stream that closes shards: they keep their records."""

    @functools.wraps(original)
    def reshard(self, *args, **kwargs):
        kept = {shard_id: shard.records for shard_id, shard in self.shards.items()}
        for shard in self.shards.values():
            shard.records = OrderedDict()
        try:
            return original(self, *args, **kwargs)
        finally:
            for shard_id, records in kept.items():
                self.shards[shard_id].records = records

    return reshard


def _ending_closed_shards(original):
    @functools.wraps(original)
    def get_records(self, stream_arn, shard_iterator, limit):
        next_iterator, records, behind = original(self, stream_arn, shard_iterator, limit)
        stream_name, shard_id, last_read = decompose_shard_iterator(next_iterator)
        stream = self.describe_stream(stream_arn=stream_arn, stream_name=stream_name)
        shard = stream.get_shard(shard_id)
        if not shard.is_open and int(last_read) >= shard.get_max_sequence_number():
            next_iterator = None
        return next_iterator, records, behind

    return get_records


def _replace_in_backend(name, parameters, *replacements):
    for replacement in (*replacements, _serialized):
        replace_method(KinesisBackend, name, parameters, replacement)


require_attributes(
    Shard(0, 0, 1), "ending_hash", "is_open", "records", "shard_id", "starting_hash"
)
require_method(Shard, "get_max_sequence_number", ())
require_method(Stream, "get_shard", ("shard_id",))
require_method(KinesisBackend, "describe_stream", ("stream_arn", "stream_name"))
replace_method(
    Stream, "get_shard_for_key", ("partition_key", "explicit_hash_key"), _open_shard_for_key
)
replace_method(
    Stream, "split_shard", ("shard_to_split", "new_starting_hash_key"), _keeping_records
)
replace_method(
    Stream, "merge_shards", ("shard_to_merge", "adjacent_shard_to_merge"), _keeping_records
)

_STREAM = ("stream_arn", "stream_name")
_replace_in_backend(
    "get_records", ("stream_arn", "shard_iterator", "limit"), _ending_closed_shards
)
_replace_in_backend(
    "get_shard_iterator",
    (*_STREAM, "shard_id", "shard_iterator_type", "starting_sequence_number", "at_timestamp"),
)
_replace_in_backend("list_shards", _STREAM)
_replace_in_backend("merge_shards", (*_STREAM, "shard_to_merge", "adjacent_shard_to_merge"))
_replace_in_backend(
    "put_record", (*_STREAM, "partition_key", "explicit_hash_key", "data")
)
_replace_in_backend("put_records", (*_STREAM, "records"))
_replace_in_backend("split_shard", (*_STREAM, "shard_to_split", "new_starting_hash_key"))
_replace_in_backend("update_shard_count", (*_STREAM, "target_shard_count"))
