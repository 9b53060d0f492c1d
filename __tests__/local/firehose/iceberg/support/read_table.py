"""Reads an Iceberg table with pyiceberg: `read_table.py ENDPOINT TABLE`. Prints rows and snapshots as JSON."""

import json
import sys

# In this folder.
from open_catalog import open_catalog

endpoint, name = sys.argv[1:]
table = open_catalog(endpoint).load_table(name)
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
