import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const accountId = "111122223333";
const existing = {
  lakeBucket: "dv-sample-events",
  rawBucket: "dv-sample-events-raw",
  bucketKeyId: "11111111-2222-3333-4444-555555555555",
  streamKeyId: "66666666-7777-8888-9999-000000000000",
  database: "dv-sample-events-db",
  datasets: {
    sample_events: {
      stream: "DV-Stream",
      table: "dv_sample_events",
      deliveryStream: "DV-Firehose",
      deliveryRole: "DV-DeliveryRole",
    },
  },
};

describe("existing resources", () => {
  const lake = synthesizeLake(environmentOf("dev", { accountId, existing, region: "eu-west-1" }));

  it("are imported with the id that the provider expects, each into a resource of the stack", () => {
    expect(lake.imports).toEqual([
      { to: "aws_kms_key.bucket_key", id: existing.bucketKeyId },
      { to: "aws_kms_key.stream_key", id: existing.streamKeyId },
      { to: "aws_s3_bucket.data_lake_bucket", id: "dv-sample-events" },
      { to: "aws_s3_bucket.raw_bucket", id: "dv-sample-events-raw" },
      {
        to: "aws_glue_catalog_database.glue_database",
        id: "111122223333:dv-sample-events-db",
      },
      { to: "aws_kinesis_stream.sample_events_event_stream", id: "DV-Stream" },
      {
        to: "aws_glue_catalog_table.sample_events_event_table",
        id: "111122223333:dv-sample-events-db:dv_sample_events",
      },
      { to: "aws_iam_role.sample_events_delivery_stream_role", id: "DV-DeliveryRole" },
      {
        to: "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream",
        id: "arn:aws:firehose:eu-west-1:111122223333:deliverystream/DV-Firehose",
      },
    ]);
    expect(Object.keys(lake.resources)).toEqual(
      expect.arrayContaining(lake.imports.map(({ to }) => to)),
    );
  });

  it("keep their names, and so do their policies", () => {
    expect(lake.resource("aws_s3_bucket.data_lake_bucket").bucket).toBe("dv-sample-events");
    expect(lake.resource("aws_kinesis_stream.sample_events_event_stream").name).toBe("DV-Stream");
    expect(lake.resource("aws_glue_catalog_table.sample_events_event_table").name).toBe(
      "dv_sample_events",
    );
    const { ReadEvents: readEvents } = lake.statements(
      "sample_events_delivery_stream_role_permissions",
    );
    expect(readEvents?.resources).toEqual([
      "arn:aws:kinesis:eu-west-1:111122223333:stream/DV-Stream",
    ]);
  });

  it("have saved queries with their names, quoted where SQL needs it", () => {
    const { query } = lake.resource(
      "aws_athena_named_query.sample_events_saved_queries_event_count",
    );
    expect(query).toContain(
      'FROM "${aws_glue_catalog_database.glue_database.name}".dv_sample_events\n',
    );
  });

  it("are none by default", () => {
    expect(synthesizeLake(environmentOf("dev")).imports).toEqual([]);
  });
});
