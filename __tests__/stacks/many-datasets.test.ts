import { alarmIds } from "../../config/alarm-guides";
import { column } from "../../config/column-type";
import { sampleEvents } from "../../config/datasets/sample-events";
import { defineDataset } from "../../config/dataset";
import { environmentOf, synthesizeLake } from "../support/synth";

const orders = defineDataset({
  name: "web_orders",
  description: "Orders of the web shop.",
  columns: { order_id: column.string(), amount: column.decimal(10, 2) },
});
const dev = environmentOf("dev");
const one = synthesizeLake(dev, [sampleEvents]);
const both = synthesizeLake(dev, [orders, sampleEvents]);

describe("a second dataset", () => {
  it("changes nothing of the first", () => {
    expect(both.resources).toMatchObject(one.resources);
    expect(both.dataSources).toMatchObject(one.dataSources);
    expect(both.outputs).toMatchObject(one.outputs);
  });

  it("has a pipeline of its own in the shared lake", () => {
    const added = Object.keys(both.resources).filter((address) => !(address in one.resources));
    const ofFirst = Object.keys(one.resources).filter((each) => each.includes(".sample_events_"));
    const expected = ofFirst
      .map((address) => address.replace(".sample_events_", ".web_orders_"))
      // This dataset names no event type to count by.
      .filter((address) => !address.endsWith("_events_by_type"));
    expect(added.sort()).toEqual(expected.sort());
  });

  it("shares the dashboard and the alarm topic, and has alarms of its own", () => {
    for (const type of ["aws_cloudwatch_dashboard", "aws_sns_topic", "aws_sns_topic_policy"]) {
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

  it("has no partition key path unless it names one", () => {
    expect(both.resource("aws_lambda_function.web_orders_publisher_function").environment).toEqual({
      variables: { STREAM_NAME: "${aws_kinesis_stream.web_orders_event_stream.name}" },
    });
  });
});
