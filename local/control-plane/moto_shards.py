"""Makes moto's Kinesis shards thread-safe and fast.

moto's server answers each call in its own thread. Its shards determine the number of a new record from the last one and
add the record afterwards, so that concurrent calls lose records. They also copy the numbers of all records to find the
last one, so that each record takes longer than the previous one, and they fail if a record is added during a read.
"""

import functools
import threading

from moto.kinesis.models import Shard
from moto_patch import replace_method, require_attributes

_lock = threading.Lock()


def _locked(method):
    @functools.wraps(method)
    def call(*args, **kwargs):
        with _lock:
            return method(*args, **kwargs)

    return call


def _last_number(_method):
    return lambda shard: next(reversed(shard.records), 0)


require_attributes(Shard(0, 0, 1), "records")
replace_method(Shard, "get_max_sequence_number", (), _last_number)
replace_method(Shard, "put_record", ("partition_key", "data", "explicit_hash_key"), _locked)
replace_method(Shard, "get_records", ("last_sequence_id", "limit"), _locked)
replace_method(Shard, "get_sequence_number_at", ("at_timestamp",), _locked)
