"""Expires snapshots of a table, and removes files below its location that nothing of it refers to."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

from pyarrow.fs import FileSelector, FileType
from pyiceberg.io.pyarrow import PyArrowFileIO
from pyiceberg.table import Table
from pyiceberg.table.snapshots import Snapshot

# In this folder.
from table_access import open_table
from table_appends import DELIVERY_STREAM


def expire(request: dict[str, Any]) -> dict[str, Any]:
    """Expires what is older than `days`, but not the last `retain` states, branches and tags.

    With `clean`, the files that only expired snapshots had are deleted. The last snapshot of each delivery stream stays:
    it says what was delivered.
    """
    table = open_table(request)
    expired = _expirable(table, request["days"], request["retain"])
    counts = {"expired": len(expired), "dataFiles": 0, "manifests": 0, "manifestLists": 0}
    if not expired:
        return counts
    before = _files_of(table, expired) if request["clean"] else {}
    table.maintenance.expire_snapshots().by_ids([each.snapshot_id for each in expired]).commit()
    kept = _files_of(table, table.metadata.snapshots) if request["clean"] else {}
    for path, kind in before.items():
        if path not in kept:
            table.io.delete(path)
            counts[kind] += 1
    return counts


def remove_orphans(request: dict[str, Any]) -> dict[str, Any]:
    """Deletes files that are older than `days` and that no snapshot, nor the metadata, refers to."""
    table = open_table(request)
    location = request.get("location", table.location()).rstrip("/") + "/"
    bucket, _, prefix = location.partition("://")[2].partition("/")
    metadata = table.metadata
    known = set(_files_of(table, metadata.snapshots))
    known.add(table.metadata_location)
    known.update(entry.metadata_file for entry in metadata.metadata_log)
    known.update(each.statistics_path for each in metadata.statistics)
    known.update(each.statistics_path for each in metadata.partition_statistics)
    keys = {_key(path) for path in known}
    before = datetime.now(timezone.utc) - timedelta(days=request["days"])
    io = table.io
    assert isinstance(io, PyArrowFileIO)
    files = io.fs_by_scheme("s3", bucket).get_file_info(
        FileSelector(f"{bucket}/{prefix}", recursive=True, allow_not_found=True)
    )
    orphans = [
        f"s3://{each.path}"
        for each in files
        if each.type == FileType.File and each.path not in keys and each.mtime < before
    ]
    for path in orphans:
        io.delete(path)
    return {"orphans": len(orphans)}


def _expirable(table: Table, days: float, retain: int) -> list[Snapshot]:
    metadata = table.metadata
    kept = {ref.snapshot_id for ref in metadata.refs.values()}
    streams: set[str] = set()
    snapshot, ancestors = table.current_snapshot(), 0
    while snapshot is not None:
        ancestors += 1
        stream = snapshot.summary.additional_properties.get(DELIVERY_STREAM) if snapshot.summary else None
        if ancestors <= retain or (stream is not None and stream not in streams):
            kept.add(snapshot.snapshot_id)
        if stream is not None:
            streams.add(stream)
        parent = snapshot.parent_snapshot_id
        snapshot = None if parent is None else table.snapshot_by_id(parent)
    before = (datetime.now(timezone.utc) - timedelta(days=days)).timestamp() * 1000
    return [
        each
        for each in metadata.snapshots
        if each.timestamp_ms < before and each.snapshot_id not in kept
    ]


def _files_of(table: Table, snapshots: Iterable[Snapshot]) -> dict[str, str]:
    files: dict[str, str] = {}
    read: set[str] = set()
    for snapshot in snapshots:
        files[snapshot.manifest_list] = "manifestLists"
        for manifest in snapshot.manifests(table.io):
            if manifest.manifest_path in read:
                continue
            read.add(manifest.manifest_path)
            files[manifest.manifest_path] = "manifests"
            for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True):
                files[entry.data_file.file_path] = "dataFiles"
    return files


def _key(uri: str) -> str:
    return uri.partition("://")[2]
