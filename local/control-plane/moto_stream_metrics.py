"""Publishes the metrics of Kinesis streams that AWS publishes, for alarms and dashboards:
https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html

AWS aggregates them per minute, this module per five seconds, because a user waits for the numbers. Metrics of what moto
never does, such as throttling a record, are published as zero, as AWS does.

moto 5.2.4 and later publish IncomingRecords and IncomingBytes themselves. Such versions are not used (versions.ts); if
one is started nevertheless, its metrics of calls that are counted here are dropped, so that nothing is counted twice.
"""

import functools
import sys
import threading
import time
from collections import deque
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

from moto.cloudwatch.models import CloudWatchBackend, MetricAggregatedDatum
from moto.core.common_models import CloudWatchMetricProvider
from moto.kinesis.models import KinesisBackend
from moto.kinesis.utils import decompose_shard_iterator
from moto_patch import UnsupportedMoto, replace_method, require_method

_NAMESPACE = "AWS/Kinesis"
_BUCKET_SECONDS = 5
_KEPT = timedelta(hours=3)

_lock = threading.Lock()
# Per thread: whether the current call is counted by this module.
_call = threading.local()
# By account and region, oldest first.
_data: dict[tuple[str, str], deque[MetricAggregatedDatum]] = {}
# The current datum by account, region, stream and metric.
_current: dict[tuple[str, str, str, str], MetricAggregatedDatum] = {}


class StreamMetrics(CloudWatchMetricProvider):
    """moto's CloudWatch queries every class of this type."""

    @staticmethod
    def get_cloudwatch_metrics(account_id: str, region: str):
        with _lock:
            return list(_data.get((account_id, region), ()))


def _add(backend: KinesisBackend, stream: str, unit: str, **values: float) -> None:
    place = (backend.account_id, backend.region_name)
    start = time.time() // _BUCKET_SECONDS * _BUCKET_SECONDS
    timestamp = datetime.fromtimestamp(start, timezone.utc).replace(tzinfo=None)
    with _lock:
        kept = _data.setdefault(place, deque())
        while kept and kept[0].timestamp < timestamp - _KEPT:
            kept.popleft()
        for name, value in values.items():
            metric = name.replace("__", ".")
            datum = _current.get((*place, stream, metric))
            if datum is None or datum.timestamp != timestamp:
                datum = MetricAggregatedDatum(
                    namespace=_NAMESPACE,
                    name=metric,
                    min_stat=value,
                    max_stat=value,
                    sample_count=0,
                    sum_stat=0,
                    dimensions=[{"Name": "StreamName", "Value": stream}],
                    timestamp=timestamp,
                    unit=unit,
                )
                _current[(*place, stream, metric)] = datum
                kept.append(datum)
            datum.min = min(datum.min, value)
            datum.max = max(datum.max, value)
            datum.sum += value
            datum.sample_count += 1


def _name_of(backend: KinesisBackend, stream_arn: str, stream_name: str) -> str:
    return backend.describe_stream(stream_arn=stream_arn, stream_name=stream_name).stream_name


def _bytes_of(base64_text: str) -> int:
    return len(base64_text) * 3 // 4 - base64_text[-2:].count("=")


def _counting_put_record(original):
    @functools.wraps(original)
    def put_record(self, stream_arn, stream_name, partition_key, explicit_hash_key, data):
        answer = original(self, stream_arn, stream_name, partition_key, explicit_hash_key, data)
        stream = _name_of(self, stream_arn, stream_name)
        _add(self, stream, "Count", IncomingRecords=1, WriteProvisionedThroughputExceeded=0)
        _add(self, stream, "Bytes", IncomingBytes=_bytes_of(data))
        return answer

    return put_record


def _counting_put_records(original):
    @functools.wraps(original)
    def put_records(self, stream_arn, stream_name, records):
        answer = original(self, stream_arn, stream_name, records)
        stream = _name_of(self, stream_arn, stream_name)
        failed = answer["FailedRecordCount"]
        _add(
            self,
            stream,
            "Count",
            IncomingRecords=len(records) - failed,
            PutRecords__TotalRecords=len(records),
            PutRecords__SuccessfulRecords=len(records) - failed,
            PutRecords__FailedRecords=failed,
            PutRecords__ThrottledRecords=0,
            WriteProvisionedThroughputExceeded=0,
        )
        size = sum(_bytes_of(record.get("Data", "")) for record in records)
        _add(self, stream, "Bytes", IncomingBytes=size)
        return answer

    return put_records


def _counting_get_records(original):
    @functools.wraps(original)
    def get_records(self, stream_arn, shard_iterator, limit):
        answer = original(self, stream_arn, shard_iterator, limit)
        # An iterator that was requested by the stream's ARN contains no name.
        stream = _name_of(self, stream_arn, decompose_shard_iterator(shard_iterator)[0])
        _, records, _ = answer
        age = (time.time() - records[-1].created_at) * 1000 if records else 0
        _add(
            self,
            stream,
            "Count",
            GetRecords__Records=len(records),
            ReadProvisionedThroughputExceeded=0,
        )
        _add(self, stream, "Milliseconds", GetRecords__IteratorAgeMilliseconds=max(0, age))
        return answer

    return get_records


def _dropping_own_metrics(original):
    """For moto's CloudWatch: drops the metrics that moto's Kinesis publishes itself."""

    @functools.wraps(original)
    def put_metric_data(self, namespace, metric_data):
        if namespace == _NAMESPACE and getattr(_call, "counted_here", False):
            _warn_once()
            return None
        return original(self, namespace, metric_data)

    return put_metric_data


@functools.cache
def _warn_once() -> None:
    print(
        f"Warning: moto {version('moto')} publishes metrics of streams itself, like 5.2.4 and later; they are dropped, "
        "so that no record is counted twice. The embedded AWS was not tested with this version.",
        file=sys.stderr,
    )


def _counted_here(method):
    """Marks the current call as counted by this module."""

    @functools.wraps(method)
    def call(*args, **kwargs):
        _call.counted_here = True
        try:
            return method(*args, **kwargs)
        finally:
            _call.counted_here = False

    return call


def _replace(name, parameters, counting):
    replace_method(
        KinesisBackend, name, parameters, lambda original: counting(_counted_here(original))
    )


for _provider in CloudWatchMetricProvider.__subclasses__():
    if _provider.__module__.startswith("moto.kinesis."):
        raise UnsupportedMoto(
            f"{_provider.__module__}.{_provider.__name__} publishes metrics of streams itself"
        )
replace_method(
    CloudWatchBackend, "put_metric_data", ("namespace", "metric_data"), _dropping_own_metrics
)
require_method(KinesisBackend, "describe_stream", ("stream_arn", "stream_name"))
_replace(
    "put_record",
    ("stream_arn", "stream_name", "partition_key", "explicit_hash_key", "data"),
    _counting_put_record,
)
_replace("put_records", ("stream_arn", "stream_name", "records"), _counting_put_records)
_replace("get_records", ("stream_arn", "shard_iterator", "limit"), _counting_get_records)
