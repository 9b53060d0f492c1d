"""Prints the field ids that pyiceberg gives to a new table and to its evolved schemas: what field-ids.json has.

Run: python field-ids.py FOLDER > field-ids.json, with pyiceberg 0.12 and its extra `pyarrow`; FOLDER is for the tables.
"""

import json
import sys

from pyiceberg.catalog.memory import InMemoryCatalog
from pyiceberg.schema import Schema
from pyiceberg.types import (
    DecimalType, FloatType, IntegerType, ListType, LongType, MapType, NestedField, StringType, StructType,
)

# Any ids: the catalog gives new ones to a new table.
ids = iter(range(1000, 2000))


def field(name, kind):
    return NestedField(next(ids), name, kind, required=False)


def struct(**fields):
    return StructType(*(field(name, kind) for name, kind in fields.items()))


def array(element):
    return ListType(next(ids), element, False)


def paths(kind, path=""):
    if isinstance(kind, StructType):
        for part in kind.fields:
            at = f"{path}.{part.name}" if path else part.name
            yield at, part.field_id
            yield from paths(part.field_type, at)
    elif isinstance(kind, ListType):
        yield f"{path}[]", kind.element_id
        yield from paths(kind.element_type, f"{path}[]")
    elif isinstance(kind, MapType):
        yield f"{path}{{key}}", kind.key_id
        yield f"{path}{{}}", kind.value_id
        yield from paths(kind.value_type, f"{path}{{}}")


first = struct(
    id=StringType(),
    buyer=struct(name=StringType(), address=struct(street=StringType(), zip=IntegerType()), age=IntegerType()),
    tags=array(StringType()),
    lines=array(struct(sku=StringType(), sizes=array(FloatType()))),
    prices=MapType(next(ids), StringType(), next(ids), struct(amount=DecimalType(9, 2), currency=StringType()), False),
    total=IntegerType(),
)
catalog = InMemoryCatalog("memory", warehouse=f"file://{sys.argv[1]}")
catalog.create_namespace("shop")
table = catalog.create_table("shop.orders", Schema(*first.fields))
answers = [{"last": table.metadata.last_column_id, "current": dict(paths(table.schema().as_struct()))}]


def evolve(change):
    with table.update_schema() as update:
        change(update)
    answers.append({"last": table.metadata.last_column_id, "current": dict(paths(table.schema().as_struct()))})


def second(update):
    update.rename_column("buyer.name", "full_name")
    update.delete_column("tags")
    update.update_column("total", field_type=LongType())
    update.update_column("prices.value.amount", field_type=DecimalType(12, 2))
    update.move_first("total")
    update.add_column(("buyer", "email"), StringType())
    update.add_column(("lines", "notes"), array(StringType()))
    update.add_column("shop", struct(city=StringType(), open=struct(start=StringType(), end=StringType())))
    update.add_column("note", StringType())


evolve(second)
evolve(lambda update: update.delete_column("note"))
evolve(lambda update: update.add_column("note", StringType()))
print(json.dumps(answers, indent=2))
