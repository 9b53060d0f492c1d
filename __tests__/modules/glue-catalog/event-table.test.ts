import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));

describe("the catalog", () => {
  it("has a database whose name needs no quotes in SQL", () => {
    expect(lake.resource("aws_glue_catalog_database.glue_database")).toMatchObject({
      name: "streaming_data_lake_dev",
    });
  });

  it("has the table of the article, at the data prefix", () => {
    expect(lake.resource("aws_glue_catalog_table.sample_events_event_table")).toMatchObject({
      name: "sample_events",
      table_type: "EXTERNAL_TABLE",
      parameters: { classification: "parquet", compressionType: "none" },
      partition_keys: ["year", "month", "day", "hour"].map((name) => ({ name, type: "bigint" })),
      storage_descriptor: {
        location: "s3://${aws_s3_bucket.data_lake_bucket.bucket}/data/sample_events/",
        input_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        output_format: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        ser_de_info: {
          serialization_library: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          parameters: { "serialization.format": "1" },
        },
        columns: [
          {
            name: "event",
            type: "struct<staffName:string,staffId:int,emailId:string,status:string>",
          },
          {
            name: "metadata",
            type: "struct<appName:string,eventType:string,sourceTimestamp:timestamp>",
          },
        ],
      },
    });
  });

  it("takes nothing that crawlers write for drift, but sets the compression, which crawlers compare", () => {
    const { lifecycle } = lake.resource("aws_glue_catalog_table.sample_events_event_table");
    // The block has the form that Terraform demands.
    const { ignore_changes: ignored } = lifecycle as { ignore_changes: string[] };
    const properties = [
      ...["UPDATED_BY_CRAWLER", "recordCount", "sizeKey", "averageRecordSize", "typeOfData"],
      ...["CrawlerSchemaSerializerVersion", "CrawlerSchemaDeserializerVersion", "objectCount"],
      ...["CRAWL_RUN_ID", "partition_filtering.enabled"],
    ];
    expect(ignored).toEqual(
      expect.arrayContaining([
        ...properties.map((name) => `parameters["${name}"]`),
        ...properties.map((name) => `storage_descriptor[0].parameters["${name}"]`),
        ...["owner", "storage_descriptor[0].number_of_buckets"],
      ]),
    );
    expect(ignored).not.toContain('parameters["compressionType"]');
  });
});
