"""Opens tables of the Glue Data Catalog as the caller of a request."""

import threading
from typing import Any

from pyiceberg.catalog.glue import GlueCatalog
from pyiceberg.table import Table

_catalogs: dict[tuple[str, ...], GlueCatalog] = {}
_lock = threading.Lock()
# Credentials of roles change with each session.
_MAXIMUM_CATALOGS = 32


def open_table(request: dict[str, Any]) -> Table:
    """The present state of a request's table. Raises NoSuchTableError, or NoSuchIcebergTableError for another kind."""
    table = request["table"]
    return _catalog(request).load_table((table["databaseName"], table["tableName"]))


def _catalog(request: dict[str, Any]) -> GlueCatalog:
    endpoint, region, credentials = request["endpointUrl"], request["region"], request["credentials"]
    key = (endpoint, region, *credentials.values())
    with _lock:
        if key not in _catalogs:
            if len(_catalogs) >= _MAXIMUM_CATALOGS:
                _catalogs.pop(next(iter(_catalogs)))
            _catalogs[key] = GlueCatalog("glue", **_properties(endpoint, region, credentials))
        return _catalogs[key]


def _properties(endpoint: str, region: str, credentials: dict[str, str]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        # An update that was answered too late would be repeated, and be a conflict with itself. botocore takes a number.
        "glue.max-retries": 0,
    }
    for service in ("glue", "s3"):
        properties[f"{service}.endpoint"] = endpoint
        properties[f"{service}.region"] = region
        properties[f"{service}.access-key-id"] = credentials["accessKeyId"]
        properties[f"{service}.secret-access-key"] = credentials["secretAccessKey"]
        if "sessionToken" in credentials:
            properties[f"{service}.session-token"] = credentials["sessionToken"]
    return properties
