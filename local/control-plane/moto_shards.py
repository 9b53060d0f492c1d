"""Makes moto's Kinesis shards safe and fast for callers that come at the same time.

moto's server answers each call in a thread of its own. Its shards number a new record by looking at the last one and
add it afterwards: of two callers one loses its record. They also copy the numbers of all records to find the last, so
that each record takes longer than the one before; and they fail when a record comes in while others are read.
"""

import functools
import threading

from moto.kinesis.models import Shard
from moto_patch import replace_method, require_attributes

_lock = threading.Lock()


def _one_at_a_time(method):
    @functools.wraps(method)
    def locked(*args, **kwargs):
        with _lock:
            return method(*args, **kwargs)

    return locked


def _last_number(_method):
    return lambda shard: next(reversed(shard.records), 0)


require_attributes(Shard(0, 0, 1), "records")
replace_method(Shard, "get_max_sequence_number", (), _last_number)
replace_method(Shard, "put_record", ("partition_key", "data", "explicit_hash_key"), _one_at_a_time)
replace_method(Shard, "get_records", ("last_sequence_id", "limit"), _one_at_a_time)
replace_method(Shard, "get_sequence_number_at", ("at_timestamp",), _one_at_a_time)
