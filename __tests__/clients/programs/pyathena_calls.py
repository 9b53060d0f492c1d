"""What people do first with PyAthena, against the endpoint in the environment."""

import datetime
import logging
import sys

import boto3
from outcomes import Outcomes, rows, types
from pyathena import connect
from pyathena.cursor import DictCursor
from pyathena.pandas.cursor import PandasCursor

bucket, database, typed = sys.argv[1:]
logging.disable(logging.CRITICAL)
connection = connect(
    s3_staging_dir=f"s3://{bucket}/pyathena/", schema_name=database, poll_interval=0.1
)
cursor = connection.cursor()
outcomes = Outcomes()
note = outcomes.note


def fetch(sql, *parameters, **options):
    return cursor.execute(sql, *parameters, **options).fetchall()


note("constant", lambda: fetch("SELECT 1"))
note("typed", lambda: [repr(value) for value in fetch(typed)[0]])
note("description", lambda: [[name, kind, precision, scale] for name, kind, _, _, precision, scale, _ in cursor.description])
note("as dictionary", lambda: connection.cursor(DictCursor).execute("SELECT 1 AS a").fetchall())
note(
    "formatted parameters",
    lambda: fetch(
        "SELECT %(text)s, %(number)d, %(day)s",
        {"text": "it's", "number": 3, "day": datetime.date(2020, 1, 2)},
    ),
)
note(
    "execution parameters",
    lambda: fetch(
        "SELECT id FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, name) WHERE name = ? AND id = ?",
        ["'b'", "2"],
        paramstyle="qmark",
    ),
)
note(
    "create",
    lambda: fetch(
        f"""CREATE TABLE people WITH (format = 'PARQUET', external_location = 's3://{bucket}/people/') AS
        SELECT * FROM (VALUES (1, 'ann', DECIMAL '1.50', TIMESTAMP '2020-01-01 00:00:00.000'), (2, 'bob', NULL, NULL))
        AS v (id, name, amount, at)"""
    ),
)
note("manifest", lambda: cursor.data_manifest_location == f"{cursor.output_location}-manifest.csv")
note("statement", lambda: [cursor.state, cursor.statement_type, cursor.substatement_type, cursor.work_group])
note("select", lambda: fetch("SELECT * FROM people ORDER BY id"))
note("tables", lambda: [table.name for table in cursor.list_table_metadata()])
note("columns", lambda: [[c.name, c.type] for c in cursor.get_table_metadata("people").columns])
note("show tables", lambda: fetch("SHOW TABLES"))
note("show columns", lambda: [name.strip() for (name,) in fetch("SHOW COLUMNS IN people")])


def frame(sql):
    made = connection.cursor(PandasCursor).execute(sql).as_pandas()
    return {"rows": rows(made), "types": types(made)}


note("pandas", lambda: frame("SELECT * FROM people ORDER BY id"))
note("empty pandas", lambda: frame("SELECT * FROM people WHERE id = 9"))
note("view", lambda: fetch("CREATE OR REPLACE VIEW names AS SELECT name FROM people"))
note("select from view", lambda: fetch("SELECT name FROM names ORDER BY name"))
note("reused result", lambda: fetch("SELECT count(*) FROM people", result_reuse_enable=True, result_reuse_minutes=5))
note("no table", lambda: fetch("SELECT * FROM missing"))
note("division", lambda: fetch("SELECT 1 / 0"))
note("syntax", lambda: fetch("SELEC 1"))


def error_code():
    athena = boto3.client("athena")
    try:
        athena.start_query_execution(
            QueryString="SELEC 1", ResultConfiguration={"OutputLocation": f"s3://{bucket}/pyathena/"}
        )
    except athena.exceptions.InvalidRequestException as error:
        return error.response["AthenaErrorCode"]


note("error code", error_code)
note("insert", lambda: fetch("INSERT INTO people VALUES (3, 'cy', DECIMAL '2.25', NULL)"))
note(
    "unload",
    lambda: rows(
        connection.cursor(PandasCursor, unload=True)
        .execute("SELECT id, name FROM people ORDER BY id")
        .as_pandas()
    ),
)
note("drop", lambda: fetch("DROP TABLE people"))
note("tables after", lambda: [table.name for table in cursor.list_table_metadata()])
outcomes.print()
