import { gzipSync } from "node:zlib";
import type { Table } from "@aws-sdk/client-glue";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { savedQueries } from "../../../modules/athena/saved-query-sql";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import { TestEngine } from "../../support/athena/test-engine";

const lake = synthesizeLake(environmentOf("dev"));
/** The prefix of the current hour of the tests' clock. */
const HOUR = "year=2026/month=11/day=23/hour=08";

const DAY_SECONDS = 86_400;

/** A synthesized table as Terraform passes it to Glue: without Terraform's escapes. */
function deployed(address: string): Table {
  const applied = JSON.parse(
    JSON.stringify(lake.resource(address))
      .replaceAll("${aws_s3_bucket.data_lake_bucket.bucket}", "lake")
      .replaceAll("$${", "${"),
  ) as {
    name: string;
    parameters: Record<string, string>;
    partition_keys?: { name: string; type: string }[];
    storage_descriptor: {
      location: string;
      columns: { name: string; type: string }[];
      ser_de_info: { serialization_library: string; parameters: Record<string, string> };
    };
  }; // Arguments of the provider's aws_glue_catalog_table.
  const { location, columns, ser_de_info: serde } = applied.storage_descriptor;
  const named = ({ name, type }: { name: string; type: string }) => ({ Name: name, Type: type });
  return {
    Name: applied.name,
    Parameters: applied.parameters,
    PartitionKeys: (applied.partition_keys ?? []).map(named),
    StorageDescriptor: {
      Location: location,
      Columns: columns.map(named),
      SerdeInfo: {
        SerializationLibrary: serde.serialization_library,
        Parameters: serde.parameters,
      },
    },
  };
}

function failure(keys: { code: string; message: string }, second: number, reason: string): string {
  const line = {
    attemptsMade: 1,
    arrivalTimestamp: Date.UTC(2026, 10, 23, 8, 0, second),
    [keys.code]: "DataFormatConversion.MalformedData",
    [keys.message]: reason,
    rawData: Buffer.from(`{"event":${second}}\n`).toString("base64"),
    sequenceNumber: `4961${second}`,
    subSequenceNumber: 0,
    dataCatalogTable: { databaseName: "db", tableName: "sample_events" },
  };
  return `${JSON.stringify(line)}\n`;
}

describe("the table of failed records", () => {
  const engine = new TestEngine();
  const { aws } = engine;
  const queries = savedQueries("db", sampleEvents);
  const folder = "lake/errors/sample_events";
  const converted = `s3://${folder}/format-conversion-failed/${HOUR}/a`;
  const transformed = `s3://${folder}/processing-failed/${HOUR}/b.gz`;

  beforeAll(() => {
    aws.tables.set(
      "db.sample_events_errors",
      deployed("aws_glue_catalog_table.sample_events_error_table"),
    );
    const written = { code: "lastErrorCode", message: "lastErrorMessage" };
    const documented = { code: "ErrorCode", message: "ErrorMessage" };
    const transformation = { code: "errorCode", message: "errorMessage" };
    aws.objects.set(
      `${folder}/format-conversion-failed/${HOUR}/a`,
      Buffer.from(
        failure(written, 1, 'Column event.staffid: expected int, found "1".') +
          failure(documented, 2, 'Column event.staffid: expected int, found "20".') +
          "cut off",
      ),
    );
    aws.objects.set(
      `${folder}/processing-failed/${HOUR}/b.gz`,
      gzipSync(failure(transformation, 3, "The function timed out.")),
    );
    aws.objects.set(
      `${folder}/format-conversion-failed/${HOUR.replace("23", "22")}/old`,
      Buffer.from(failure(written, 4 - DAY_SECONDS, "Yesterday.")),
    );
  });

  afterAll(() => engine.close());

  it("reads every spelling of code and reason, from every kind of failure", async () => {
    const { rows } = await engine.run(
      `SELECT regexp_extract("$path", '/errors/[^/]+/([^/]+)/', 1), regexp_extract("$path", '/hour=(\\d+)/', 1),
         coalesce(lasterrorcode, errorcode), coalesce(lasterrormessage, errormessage), datacatalogtable.tablename
       FROM sample_events_errors WHERE "$path" LIKE '%/year=2026/month=11/day=23/%' AND rawdata IS NOT NULL ORDER BY arrivaltimestamp`,
    );
    const code = "DataFormatConversion.MalformedData";
    expect(rows).toEqual([
      [
        "format-conversion-failed",
        "08",
        code,
        'Column event.staffid: expected int, found "1".',
        "sample_events",
      ],
      [
        "format-conversion-failed",
        "08",
        code,
        'Column event.staffid: expected int, found "20".',
        "sample_events",
      ],
      ["processing-failed", "08", code, "The function timed out.", "sample_events"],
    ]);
  });

  it("is counted by reason and hour", async () => {
    const { rows } = await engine.run(queries.failures_by_reason?.sql ?? "");
    const code = "DataFormatConversion.MalformedData";
    expect(rows).toEqual([
      [
        "8",
        code,
        "Column event.staffid: expected int, found ….",
        "2",
        'Column event.staffid: expected int, found "1".',
        converted,
      ],
      ["8", code, "The function timed out.", "1", "The function timed out.", transformed],
      // The truncated line can't be parsed, but is listed.
      [null, null, null, "1", null, converted],
    ]);
  });

  it("shows the failed records as they were published", async () => {
    const { rows } = await engine.run(queries.failed_records?.sql ?? "");
    expect(
      rows.map(([arrived, , reason, record, sequence]) => [arrived, reason, record, sequence]),
    ).toEqual([
      ["2026-11-23 08:00:03.000 UTC", "The function timed out.", '{"event":3}\n', "49613"],
      [
        "2026-11-23 08:00:02.000 UTC",
        'Column event.staffid: expected int, found "20".',
        '{"event":2}\n',
        "49612",
      ],
      [
        "2026-11-23 08:00:01.000 UTC",
        'Column event.staffid: expected int, found "1".',
        '{"event":1}\n',
        "49611",
      ],
      [null, null, null, null],
    ]);
  });

  it("lies outside the folder that is queried and crawled as data", () => {
    const { StorageDescriptor: data } = deployed(
      "aws_glue_catalog_table.sample_events_event_table",
    );
    const { StorageDescriptor: errors } = deployed(
      "aws_glue_catalog_table.sample_events_error_table",
    );
    expect(data?.Location).toBe("s3://lake/data/sample_events/");
    expect(errors?.Location).toBe("s3://lake/errors/sample_events/");
  });

  it("reads every folder that the delivery stream writes errors to", () => {
    const { StorageDescriptor: storage } = deployed(
      "aws_glue_catalog_table.sample_events_error_table",
    );
    const { extended_s3_configuration: destination } = lake.resource(
      "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream",
    ) as { extended_s3_configuration: { error_output_prefix: string } }; // The one destination.
    const [beforeExpressions] = destination.error_output_prefix.split("!{");
    expect(`s3://lake/${beforeExpressions}`).toBe(storage?.Location);
  });

  // A projection over years, hours and error types would list more than half a million prefixes, nearly all empty.
  it.each(["local", "dev", "qa", "prod"])("lists what is there and no more, in %s", (name) => {
    const table = synthesizeLake(environmentOf(name)).resource(
      "aws_glue_catalog_table.sample_events_error_table",
    );
    expect(table).not.toHaveProperty("partition_keys");
    expect(table.parameters).toEqual({ EXTERNAL: "TRUE", classification: "json" });
  });

  it("answers a count of everything with one list of the folder", async () => {
    aws.calls.length = 0;
    const { rows } = await engine.run("SELECT count(*) FROM sample_events_errors");
    expect(rows).toEqual([["5"]]);
    expect(aws.inputs("ListObjectsV2Command").map(({ Prefix }) => Prefix)).toEqual([
      "errors/sample_events/",
    ]);
  });
});
