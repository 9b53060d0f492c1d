"""What people do first with awswrangler (AWS SDK for pandas), against the endpoint in the environment."""

import datetime
import decimal
import sys
import warnings

import awswrangler as wr
import pandas as pd
from outcomes import Outcomes, rows, types

bucket, database = sys.argv[1:]
warnings.filterwarnings("ignore")
output = f"s3://{bucket}/wrangler/"
outcomes = Outcomes()
note = outcomes.note


def read(sql, **options):
    made = wr.athena.read_sql_query(sql, database=database, s3_output=output, **options)
    return {"rows": rows(made), "types": types(made)}


sold = pd.DataFrame(
    {
        "id": [1, 2, 3],
        "name": ["ann", "bob", None],
        "at": pd.to_datetime(["2020-01-01", "2021-01-01", None]),
        "amount": [decimal.Decimal("1.50"), None, decimal.Decimal("2.25")],
        "day": [datetime.date(2020, 1, 1)] * 3,
        "share": [1.5, None, 2.0],
        "sizes": [[1, 2], [], None],
        "shop": ["x", "x", "y"],
    }
)


def store(mode):
    made = wr.s3.to_parquet(
        sold,
        path=f"s3://{bucket}/sold/",
        dataset=True,
        database=database,
        table="sold",
        partition_cols=["shop"],
        mode=mode,
    )
    return sorted(made["partitions_values"].values())


def stopped():
    numbers = ", ".join(f"UNNEST(sequence(1, 10000)) AS t{index} (n{index})" for index in range(4))
    query = wr.athena.start_query_execution(
        f"SELECT count(*) FROM {numbers}", database=database, s3_output=output
    )
    wr.athena.stop_query_execution(query)
    wr.athena.wait_query(query)


note("databases", lambda: wr.catalog.databases()["Database"].tolist())
note("store", lambda: store("overwrite"))
note("types", lambda: dict(wr.catalog.get_table_types(database, "sold")))
note("partitions", lambda: sorted(wr.catalog.get_parquet_partitions(database, "sold").values()))
note("select", lambda: read("SELECT * FROM sold ORDER BY id", ctas_approach=False))
note("create table as", lambda: read("SELECT * FROM sold ORDER BY id", ctas_approach=True))
note("unload", lambda: read("SELECT id FROM sold", ctas_approach=False, unload_approach=True)["rows"])
note("append", lambda: store("append"))
note("count", lambda: read("SELECT shop, count(*) FROM sold GROUP BY 1 ORDER BY 1", ctas_approach=False)["rows"])
note(
    "chunks",
    lambda: sum(
        len(chunk)
        for chunk in wr.athena.read_sql_query(
            "SELECT * FROM sold", database=database, s3_output=output, chunksize=2
        )
    ),
)
note("named parameter", lambda: read("SELECT DISTINCT id FROM sold WHERE name = :name", ctas_approach=False, params={"name": "bob"})["rows"])
note(
    "execution parameter",
    lambda: read(
        "SELECT DISTINCT name FROM sold WHERE id = ?", ctas_approach=False, params=["1"], paramstyle="qmark"
    )["rows"],
)
note("same name twice", lambda: read("SELECT 1 AS a, 2 AS a"))
note("division", lambda: read("SELECT 1 / 0 AS x", ctas_approach=False))
note("stopped", stopped)
note("described", lambda: wr.athena.describe_table("sold", database)["Column Name"].tolist()[:3])
note("found tables", lambda: [table["Name"] for table in wr.catalog.search_tables("sold")])
note("tables that begin", lambda: [table["Name"] for table in wr.catalog.get_tables(name_prefix="so")])
note("temporary tables", lambda: [table["Name"] for table in wr.catalog.get_tables(name_prefix="temp_table")])
note("deleted", lambda: wr.catalog.delete_table_if_exists(database, "sold"))
outcomes.print()
