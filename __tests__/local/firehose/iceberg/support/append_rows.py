"""Appends rows to an Iceberg table with pyiceberg, one snapshot each: `append_rows.py ENDPOINT TABLE COUNT`."""

import sys

import pyarrow as pa

# In this folder.
from open_catalog import open_catalog

endpoint, name, count = sys.argv[1:]
catalog = open_catalog(endpoint)

schema = catalog.load_table(name).schema().as_arrow()
for number in range(int(count)):
    catalog.load_table(name).append(pa.Table.from_pylist([{"id": -1 - number}], schema=schema))
