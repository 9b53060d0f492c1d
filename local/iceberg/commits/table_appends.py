"""Appends a file of a delivery stream to a table, once.

The summary of each snapshot says up to which record of each shard the delivery stream has delivered. It is written in
the same commit as the rows, so that a delivery stream that was killed before it knew of the commit finds out.
"""

import json
from typing import Any

from pyiceberg.io.pyarrow import parquet_file_to_data_file
from pyiceberg.table import Table

# In this folder.
from table_access import open_table

DELIVERY_STREAM = "firehose.delivery-stream"
_POSITIONS = "firehose.positions"

Positions = dict[str, str]


def positions(request: dict[str, Any]) -> dict[str, Any]:
    """The last delivered record of each shard, by the snapshots that the table still has."""
    return {"positions": _recorded(open_table(request), request["deliveryStream"])}


def append(request: dict[str, Any]) -> dict[str, Any]:
    """Commits one snapshot with a file, unless it is there already or the file was written for another schema.

    Raises CommitFailedException if other writers were faster several times.
    """
    table = open_table(request)
    recorded = _recorded(table, request["deliveryStream"])
    if _contains(recorded, request["positions"]):
        return {"outcome": "present"}
    if table.metadata.current_schema_id != request["schemaId"]:
        return {"outcome": "schema-changed"}
    summary = {
        DELIVERY_STREAM: request["deliveryStream"],
        _POSITIONS: json.dumps({**recorded, **request["positions"]}),
    }
    file = parquet_file_to_data_file(table.io, table.metadata, request["file"])
    with table.transaction() as transaction:
        producer = transaction.update_snapshot(snapshot_properties=summary).merge_append()
        # Otherwise each commit reads and writes a list of all manifests. The table's own properties stay as they are.
        producer._merge_enabled = True
        with producer as added:
            added.append_data_file(file)
    return {"outcome": "committed"}


def _recorded(table: Table, delivery_stream: str) -> Positions:
    snapshot = table.current_snapshot()
    while snapshot is not None:
        summary = snapshot.summary.additional_properties if snapshot.summary else {}
        if summary.get(DELIVERY_STREAM) == delivery_stream:
            return json.loads(summary[_POSITIONS])
        parent = snapshot.parent_snapshot_id
        snapshot = None if parent is None else table.snapshot_by_id(parent)
    return {}


def _contains(recorded: Positions, wanted: Positions) -> bool:
    return all(
        shard in recorded and int(recorded[shard]) >= int(number)
        for shard, number in wanted.items()
    )
