import { readAlarm } from "../../../local/cloudwatch/alarm-definition";
import { evaluateAlarm } from "../../../local/cloudwatch/alarm-evaluation";
import { failedConversions } from "./support/alarms";

const now = new Date("2026-11-25T21:15:00Z");

/** Evaluates an alarm over values, newest first. */
function evaluate(values: (number | undefined)[], changes: object = {}) {
  const alarm = readAlarm({ ...failedConversions, EvaluationPeriods: values.length, ...changes });
  const datapoints = values.map((value, index) => ({
    start: new Date(now.getTime() - (index + 1) * 300_000),
    value,
  }));
  return evaluateAlarm(alarm, datapoints, now);
}

describe("an alarm", () => {
  it.each([
    ["ALARM", [1], {}],
    ["OK", [0], {}],
    ["OK", [undefined], {}],
    ["ALARM", [undefined], { TreatMissingData: "breaching" }],
    ["INSUFFICIENT_DATA", [undefined], { TreatMissingData: "missing" }],
    ["INSUFFICIENT_DATA", [undefined], { TreatMissingData: undefined }],
    ["ALARM", [undefined], { TreatMissingData: "ignore", StateValue: "ALARM" }],
    ["OK", [undefined], { TreatMissingData: "ignore", StateValue: "OK" }],
    ["OK", [1, 0, 1], { DatapointsToAlarm: 3 }],
    ["ALARM", [1, 0, 1], { DatapointsToAlarm: 2 }],
    ["ALARM", [1, 2, 3], { DatapointsToAlarm: undefined }],
    ["OK", [1, 2, undefined], { DatapointsToAlarm: undefined }],
    ["ALARM", [1, 2, undefined], { DatapointsToAlarm: 3, TreatMissingData: "breaching" }],
    ["OK", [0], { ComparisonOperator: "LessThanThreshold" }],
    ["ALARM", [0], { ComparisonOperator: "LessThanOrEqualToThreshold" }],
    ["ALARM", [0], { ComparisonOperator: "GreaterThanOrEqualToThreshold" }],
    ["ALARM", [-1], { ComparisonOperator: "LessThanThreshold" }],
  ])("is in state %s for %j and %j", (state, values, changes) => {
    expect(evaluate(values, changes).state).toBe(state);
  });

  it.each([
    [
      [3],
      {},
      "Threshold Crossed: 1 out of the last 1 datapoints [3.0 (25/11/26 21:10:00)] was greater than the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).",
    ],
    [
      [0.5, 2, 0],
      { DatapointsToAlarm: 2 },
      "Threshold Crossed: 3 out of the last 3 datapoints [0.5 (25/11/26 21:10:00), 2.0 (25/11/26 21:05:00), 0.0 (25/11/26 21:00:00)] were greater than the threshold (0.0) (minimum 2 datapoints for OK -> ALARM transition).",
    ],
    [
      [0],
      { StateValue: "ALARM" },
      "Threshold Crossed: 1 out of the last 1 datapoints [0.0 (25/11/26 21:10:00)] was not greater than the threshold (0.0) (minimum 1 datapoint for ALARM -> OK transition).",
    ],
    [
      [undefined],
      { StateValue: "ALARM" },
      "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
    ],
    [
      [undefined, undefined],
      { TreatMissingData: "missing" },
      "Insufficient Data: 2 datapoints were unknown.",
    ],
  ])("has CloudWatch's reason for %j and %j", (values, changes, reason) => {
    expect(evaluate(values, changes).reason).toBe(reason);
  });

  it("has a reason for programs", () => {
    expect(JSON.parse(evaluate([2, undefined, 1]).reasonData)).toEqual({
      version: "1.0",
      queryDate: "2026-11-25T21:15:00.000Z",
      startDate: "2026-11-25T21:00:00.000Z",
      statistic: "Sum",
      period: 300,
      recentDatapoints: [1, 2],
      threshold: 0,
    });
  });
});

describe("an unsupported alarm", () => {
  it.each([
    [{ Statistic: undefined, ExtendedStatistic: "p99" }, "the statistic (none)"],
    [
      { ComparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold" },
      "the comparison LessThanLowerOrGreaterThanUpperThreshold",
    ],
    [{ TreatMissingData: "panic" }, "the treatment of missing data panic"],
    [{ Metrics: [{ Id: "a", MetricStat: undefined }] }, "0 expressions"],
    [
      {
        Metrics: [{ Id: "e", Expression: "a + b" }, metric("a", 60), metric("b", 300)],
      },
      "2 periods",
    ],
  ])("is rejected for %j", (changes, what) => {
    expect(() => readAlarm({ ...failedConversions, ...(changes as object) })).toThrow(
      `An alarm with ${what} is not supported by the embedded CloudWatch`,
    );
  });

  function metric(Id: string, Period: number) {
    return { Id, MetricStat: { Metric: { Namespace: "x", MetricName: Id }, Period, Stat: "Sum" } };
  }
});
