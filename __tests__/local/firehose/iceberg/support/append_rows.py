"""Appends rows to an Iceberg table with pyiceberg, one snapshot each: `append_rows.py ENDPOINT TABLE COUNT`."""

import sys

import pyarrow as pa
from pyiceberg.catalog.glue import GlueCatalog

endpoint, name, count = sys.argv[1:]
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
catalog = GlueCatalog("glue", **of_service)

schema = catalog.load_table(name).schema().as_arrow()
for number in range(int(count)):
    catalog.load_table(name).append(pa.Table.from_pylist([{"id": -1 - number}], schema=schema))
