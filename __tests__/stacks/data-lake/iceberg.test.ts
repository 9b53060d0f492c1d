import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import { DataLakeStack } from "../../../stacks/data-lake-stack";
import {
  environmentOf,
  publisherPackage,
  synthesizeLake,
  synthesizeStack,
} from "../../support/plans/synth";
import type { Block } from "../../support/plans/synth";

const orders = defineDataset({
  name: "web_orders",
  description: "Orders.",
  storage: "iceberg",
  columns: {
    order_id: column.bigint({ description: "Number of the order." }),
    made_at: column.timestamp(),
    buyer: column.struct({ country: column.string() }),
  },
  eventTimePath: "made_at",
  eventTypePath: "buyer.country",
});

const lake = synthesizeLake(environmentOf("dev"), [orders]);

describe("the stack of an Iceberg dataset", () => {
  it("keeps the addresses of what has data", () => {
    const stateful = Object.keys(lake.resources).filter((address) =>
      /^aws_(glue_catalog_table|kinesis_firehose_delivery_stream|kinesis_stream)\./.test(address),
    );
    expect(stateful.sort()).toEqual([
      "aws_glue_catalog_table.web_orders_error_table",
      "aws_glue_catalog_table.web_orders_iceberg_table",
      "aws_kinesis_firehose_delivery_stream.web_orders_delivery_stream",
      "aws_kinesis_stream.web_orders_event_stream",
    ]);
  });

  it("has a table that Glue creates, that nothing destroys and no update touches", () => {
    expect(lake.resource("aws_glue_catalog_table.web_orders_iceberg_table")).toMatchObject({
      open_table_format_input: { iceberg_input: { metadata_operation: "CREATE", version: "2" } },
      lifecycle: { prevent_destroy: true, ignore_changes: "all" },
      storage_descriptor: {
        location: expect.stringMatching(/\/data\/web_orders$/) as string,
        columns: [
          { name: "order_id", type: "bigint", comment: "Number of the order." },
          { name: "made_at", type: "timestamp" },
          { name: "buyer", type: "struct<country:string>" },
        ],
      },
    });
  });

  it("is delivered to by commits, with a copy of every source record", () => {
    expect(
      lake.resource("aws_kinesis_firehose_delivery_stream.web_orders_delivery_stream"),
    ).toMatchObject({
      destination: "iceberg",
      iceberg_configuration: {
        s3_backup_mode: "AllData",
        destination_table_configuration: [
          { table_name: "${aws_glue_catalog_table.web_orders_iceberg_table.name}" },
        ],
        s3_configuration: {
          prefix: expect.stringMatching(/^web_orders\/year=/) as string,
          error_output_prefix: expect.stringMatching(
            /^errors\/web_orders\/!\{firehose:error-output-type\}\//,
          ) as string,
        },
      },
    });
  });

  it("finds failed records where the delivery stream writes them", () => {
    const { storage_descriptor: descriptor } = lake.resource(
      "aws_glue_catalog_table.web_orders_error_table",
    ) as { storage_descriptor: Block }; // As the modules render it.
    expect(descriptor).toMatchObject({
      location: "s3://${aws_s3_bucket.raw_bucket.bucket}/errors/web_orders/",
    });
  });

  it("has no crawler, and no rule for one", () => {
    expect(
      Object.keys(lake.resources).filter(
        (address) => /crawl/.test(address) && /web_orders/.test(address),
      ),
    ).toEqual([]);
  });

  it.each(["compaction", "retention", "orphan_file_deletion"])("has upkeep: %s", (type) => {
    expect(
      lake.resource(`aws_glue_catalog_table_optimizer.web_orders_optimizers_${type}`),
    ).toMatchObject({ type, configuration: [{ enabled: true }] });
  });

  it.each([
    ["failed_conversions", "DeliveryToIceberg.FailedRowCount"],
    ["freshness", "DeliveryToIceberg.DataFreshness"],
  ])("has the alarm %s by %s", (alarm, metric) => {
    expect(lake.resource(`aws_cloudwatch_metric_alarm.web_orders_alarms_${alarm}`)).toMatchObject({
      metric_name: metric,
    });
  });

  it("shows in a plan that the lock has changed, by an output and not by the table", () => {
    const evolved = synthesizeStack(
      (app) =>
        new DataLakeStack(app, {
          environment: environmentOf("dev"),
          datasets: [
            {
              dataset: orders,
              createdWith: { order_id: "int" },
              schemaVersion: 3,
              publisherPackage: publisherPackage(),
            },
          ],
        }),
    );
    expect(evolved.outputs["web_orders_schema_version"]).toMatchObject({ value: 3 });
    expect(evolved.resource("aws_glue_catalog_table.web_orders_iceberg_table")).toMatchObject({
      storage_descriptor: { columns: [{ name: "order_id", type: "int" }] },
    });
    expect(lake.outputs).not.toHaveProperty("web_orders_schema_version");
  });
});
