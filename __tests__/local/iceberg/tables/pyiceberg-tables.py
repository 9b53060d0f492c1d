"""Writes Iceberg tables with pyiceberg through the catalog of an embedded AWS: `pyiceberg-tables.py ENDPOINT REGION`."""

import datetime
import decimal
import sys

import pyarrow as pa
from pyiceberg.catalog import load_catalog
from pyiceberg.schema import Schema
from pyiceberg.types import (
    BinaryType,
    DateType,
    DecimalType,
    DoubleType,
    FixedType,
    FloatType,
    IntegerType,
    ListType,
    LongType,
    MapType,
    NestedField,
    StringType,
    StructType,
    TimestampType,
    TimestamptzType,
    TimeType,
    BooleanType,
)

endpoint, region = sys.argv[1:]
catalog = load_catalog(
    "glue",
    **{
        "type": "glue",
        "glue.endpoint": endpoint,
        "glue.region": region,
        "glue.access-key-id": "local",
        "glue.secret-access-key": "local",
        "s3.endpoint": endpoint,
        "s3.region": region,
        "s3.access-key-id": "local",
        "s3.secret-access-key": "local",
        "s3.path-style-access": "true",
    },
)
LAKE = "s3://iceberg-tables"


def create(name, schema, **properties):
    return catalog.create_table(
        f"db.{name}", schema, location=f"{LAKE}/{name}", properties=properties
    )


def rows(table, values):
    return pa.Table.from_pylist(values, schema=table.schema().as_arrow())


def types():
    table = create(
        "py_types",
        Schema(
            NestedField(1, "id", IntegerType(), required=True),
            NestedField(2, "s", StringType()),
            NestedField(3, "big", DecimalType(38, 10)),
            NestedField(4, "small", DecimalType(5, 2)),
            NestedField(5, "at", TimestampType()),
            NestedField(6, "zoned", TimestamptzType()),
            NestedField(7, "raw", BinaryType()),
            NestedField(8, "fixed_bytes", FixedType(4)),
            NestedField(9, "day", DateType()),
            NestedField(10, "clock", TimeType()),
            NestedField(11, "flag", BooleanType()),
            NestedField(12, "ratio", FloatType()),
            NestedField(13, "list_of_lists", ListType(20, ListType(21, LongType(), element_required=False), element_required=False)),
            NestedField(
                14,
                "by_number",
                MapType(
                    22,
                    IntegerType(),
                    23,
                    StructType(NestedField(24, "Name", StringType()), NestedField(25, "v", DoubleType())),
                    value_required=False,
                ),
            ),
        ),
    )
    utc = datetime.timezone.utc
    table.append(
        rows(
            table,
            [
                {
                    "id": 1,
                    "s": "text",
                    "big": decimal.Decimal("1234567890123456789012345678.0123456789"),
                    "small": decimal.Decimal("-999.99"),
                    "at": datetime.datetime(2026, 11, 30, 1, 2, 3, 4567),
                    "zoned": datetime.datetime(1960, 1, 1, 0, 0, 0, 1, tzinfo=utc),
                    "raw": b"\x00\xff",
                    "fixed_bytes": b"abcd",
                    "day": datetime.date(1969, 12, 31),
                    "clock": datetime.time(1, 2, 3, 4),
                    "flag": True,
                    "ratio": 0.1,
                    "list_of_lists": [[1, 2], [], None],
                    "by_number": [(1, {"Name": "one", "v": 1.0}), (2, None)],
                },
                {"id": 2},
            ],
        )
    )


def evolved():
    table = create(
        "py_evolved",
        Schema(
            NestedField(1, "id", IntegerType()),
            NestedField(2, "name", StringType()),
            NestedField(
                3,
                "extra",
                StructType(
                    NestedField(4, "home", StructType(NestedField(5, "city", StringType()), NestedField(6, "n", IntegerType()))),
                    NestedField(7, "old", StringType()),
                ),
            ),
            NestedField(8, "things", ListType(9, StructType(NestedField(10, "a", IntegerType()), NestedField(11, "b", StringType())), element_required=False)),
            NestedField(
                12, "by_key", MapType(13, StringType(), 14, StructType(NestedField(15, "x", IntegerType())))
            ),
        ),
    )
    table.append(
        rows(
            table,
            [
                {
                    "id": 1,
                    "name": "one",
                    "extra": {"home": {"city": "Paris", "n": 7}, "old": "gone"},
                    "things": [{"a": 1, "b": "x"}, None],
                    "by_key": [("k", {"x": 5})],
                },
                {"id": 2, "name": None, "extra": None, "things": None, "by_key": None},
            ],
        )
    )
    with table.update_schema(allow_incompatible_changes=True) as update:
        update.rename_column("name", "label")
        update.update_column("id", LongType())
        update.rename_column("extra.home.city", "town")
        update.update_column("extra.home.n", LongType())
        update.delete_column("extra.old")
        update.rename_column("things.element.a", "first")
        update.add_column(("things", "c"), DoubleType())
        update.rename_column("by_key.value.x", "amount")
    with table.update_schema() as update:
        update.move_first("label")
        # The names of what was renamed or dropped, for other columns.
        update.add_column("name", DoubleType())
        update.add_column(("extra", "old"), IntegerType())
        update.add_column(("extra", "home", "city"), IntegerType())
        update.add_column(("by_key", "x"), StringType())
    table.append(
        rows(
            table,
            [
                {
                    "label": "three",
                    "id": 3_000_000_000,
                    "extra": {"home": {"town": "Rome", "n": 8_000_000_000, "city": 4}, "old": 5},
                    "things": [{"first": 2, "b": "y", "c": 0.5}],
                    "by_key": [("m", {"amount": 6, "x": "new"})],
                    "name": 1.5,
                }
            ],
        )
    )


def rewritten():
    table = create("py_rewritten", Schema(NestedField(1, "id", LongType()), NestedField(2, "s", StringType())))
    table.append(rows(table, [{"id": number, "s": f"s{number}"} for number in range(10)]))
    table.append(rows(table, [{"id": number, "s": None} for number in range(10, 13)]))
    table.delete("id >= 3 and id < 6")
    table.overwrite(rows(table, [{"id": 100, "s": "only"}]), overwrite_filter="id = 0")


def version_1():
    table = create("py_version_1", Schema(NestedField(1, "id", LongType())), **{"format-version": "1"})
    table.append(rows(table, [{"id": 1}, {"id": 2}, {"id": 3}]))
    table.append(rows(table, [{"id": 4}]))


types()
evolved()
rewritten()
version_1()
