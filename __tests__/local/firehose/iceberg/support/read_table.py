"""Reads an Iceberg table with pyiceberg: `read_table.py ENDPOINT TABLE`. Prints rows and snapshots as JSON."""

import json
import sys

from pyiceberg.catalog.glue import GlueCatalog

endpoint, name = sys.argv[1:]
of_service = {
    f"{service}.{key}": value
    for service in ("glue", "s3")
    for key, value in {
        "endpoint": endpoint,
        "region": "us-east-1",
        "access-key-id": "local",
        "secret-access-key": "local",
    }.items()
}
table = GlueCatalog("glue", **of_service).load_table(name)
print(
    json.dumps(
        {
            "rows": table.scan().to_arrow().to_pylist(),
            "snapshots": [
                {"operation": each.summary.operation.value, **each.summary.additional_properties}
                for each in table.metadata.snapshots
            ],
        },
        default=lambda value: value.hex() if isinstance(value, bytes) else str(value),
    )
)
