import { alarmIds } from "../../../model/alarms/alarm-guides";
import { column } from "../../../model/dataset/column-type";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { defineDataset } from "../../../model/dataset/dataset";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import { nonEmpty } from "../../support/non-empty";

const orders = defineDataset({
  name: "web_orders",
  description: "Orders of the web shop.",
  columns: { order_id: column.string(), amount: column.decimal(10, 2) },
});
const dev = environmentOf("dev");
const one = synthesizeLake(dev, [sampleEvents]);
type Blocks = typeof one.resources;
const both = synthesizeLake(dev, [orders, sampleEvents]);

/** The blocks of a lake that are also in another, as they are there. */
function kept(blocks: Blocks, inOther: Blocks): Blocks {
  return Object.fromEntries(
    Object.keys(blocks).map((address) => [address, inOther[address] ?? {}]),
  );
}

describe("a second dataset", () => {
  it("changes no address and no block of the first when it is added or removed", () => {
    expect(kept(one.resources, both.resources)).toEqual(one.resources);
    expect(kept(one.dataSources, both.dataSources)).toEqual(one.dataSources);
    expect(kept(one.outputs, both.outputs)).toEqual(one.outputs);
    expect(both.provider).toEqual(one.provider);
  });

  it("may be before or after the first", () => {
    const turned = synthesizeLake(dev, [sampleEvents, orders]);
    expect(turned.resources).toEqual(both.resources);
    expect(turned.outputs).toEqual(both.outputs);
  });

  it("has a pipeline of its own in the shared lake", () => {
    const added = Object.keys(both.resources).filter((address) => !(address in one.resources));
    const ofFirst = Object.keys(one.resources).filter((each) => each.includes(".sample_events_"));
    const expected = ofFirst
      .map((address) => address.replace(".sample_events_", ".web_orders_"))
      // This dataset has no event type, which the count query groups by.
      .filter((address) => !address.endsWith("_events_by_type"));
    expect(added.sort()).toEqual(expected.sort());
  });

  it("shares the dashboard and the alarm topic, and has alarms of its own", () => {
    for (const type of ["aws_cloudwatch_dashboard", "aws_sns_topic", "aws_sns_topic_policy"]) {
      nonEmpty(Object.keys(one.resourcesOf(type)));
      expect(both.resourcesOf(type)).toEqual(one.resourcesOf(type));
    }
    expect(Object.keys(both.resourcesOf("aws_cloudwatch_metric_alarm"))).toHaveLength(
      2 * alarmIds.length,
    );
  });

  it("shares no name with the first", () => {
    for (const type of [
      "aws_kinesis_stream",
      "aws_iam_role",
      "aws_cloudwatch_log_group",
      "aws_cloudwatch_event_rule",
    ]) {
      const names = Object.values(both.resourcesOf(type)).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeGreaterThan(1);
    }
  });

  it("has no partition key path by default", () => {
    expect(both.resource("aws_lambda_function.web_orders_publisher_function").environment).toEqual({
      variables: { STREAM_NAME: "${aws_kinesis_stream.web_orders_event_stream.name}" },
    });
  });
});

describe("a hundred datasets", () => {
  const names = Array.from({ length: 100 }, (_, index) => `orders_of_shop_${index}`);
  const many = synthesizeLake(
    dev,
    names.map((name, index) => ({
      ...orders,
      name,
      // All types of partitions.
      partitionGranularity: index % 2 === 0 ? "day" : "hour",
      partitionBy: index % 3 === 0 ? [{ name: "order_key", path: "order_id" }] : [],
    })),
  );

  it("have a stream, a delivery stream, a table, a crawler and a publisher each", () => {
    for (const type of [
      "aws_kinesis_stream",
      "aws_kinesis_firehose_delivery_stream",
      "aws_glue_crawler",
      "aws_lambda_function",
    ]) {
      expect(Object.keys(many.resourcesOf(type))).toHaveLength(100);
    }
    expect(Object.keys(many.resourcesOf("aws_glue_catalog_table"))).toHaveLength(200);
  });

  it("share keys, buckets, database and workgroup", () => {
    for (const type of [
      "aws_kms_key",
      "aws_s3_bucket",
      "aws_glue_catalog_database",
      "aws_athena_workgroup",
    ]) {
      nonEmpty(Object.keys(one.resourcesOf(type)));
      expect(many.resourcesOf(type)).toEqual(one.resourcesOf(type));
    }
  });
});
