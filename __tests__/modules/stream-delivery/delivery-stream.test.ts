import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));
const hour =
  "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/";
const bucketKeyArn = "${aws_kms_key.bucket_key.arn}";

describe("a delivery stream", () => {
  const { kinesis_source_configuration: source, extended_s3_configuration: destination } =
    lake.resource("aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream");

  it("reads the stream", () => {
    expect(source).toMatchObject({
      kinesis_stream_arn: "${aws_kinesis_stream.sample_events_event_stream.arn}",
    });
  });

  it("writes Parquet with the latest schema of the table after 60 seconds or 64 MiB", () => {
    expect(destination).toMatchObject({
      buffering_interval: 60,
      buffering_size: 64,
      compression_format: "UNCOMPRESSED",
      kms_key_arn: bucketKeyArn,
      prefix: `data/sample_events/${hour}`,
      error_output_prefix: `errors/sample_events/!{firehose:error-output-type}/${hour}`,
      data_format_conversion_configuration: {
        enabled: true,
        input_format_configuration: { deserializer: { open_x_json_ser_de: {} } },
        output_format_configuration: { serializer: { parquet_ser_de: {} } },
        schema_configuration: {
          table_name: "${aws_glue_catalog_table.sample_events_event_table.name}",
          version_id: "LATEST",
        },
      },
    });
  });

  it("backs up source records to the raw bucket after 60 seconds or 1 MiB", () => {
    expect(destination).toMatchObject({
      s3_backup_mode: "Enabled",
      s3_backup_configuration: {
        bucket_arn: "${aws_s3_bucket.raw_bucket.arn}",
        buffering_interval: 60,
        buffering_size: 1,
        kms_key_arn: bucketKeyArn,
        prefix: `sample_events/${hour}`,
        error_output_prefix: `errors/sample_events/!{firehose:error-output-type}/${hour}`,
      },
    });
  });

  it("has the configured buffers and compressions", () => {
    const other = synthesizeLake(
      environmentOf("dev", {
        delivery: {
          buffering: { sizeMiB: 128 },
          parquetCompression: "GZIP",
          backup: { buffering: { intervalSeconds: 300 }, compression: "GZIP" },
        },
      }),
    );
    expect(
      other.resource("aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream"),
    ).toMatchObject({
      extended_s3_configuration: {
        buffering_size: 128,
        buffering_interval: 60,
        data_format_conversion_configuration: {
          output_format_configuration: { serializer: { parquet_ser_de: { compression: "GZIP" } } },
        },
        s3_backup_configuration: {
          buffering_size: 1,
          buffering_interval: 300,
          compression_format: "GZIP",
        },
      },
    });
  });
});
