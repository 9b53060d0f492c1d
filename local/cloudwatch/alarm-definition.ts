import type { MetricAlarm, StateValue } from "@aws-sdk/client-cloudwatch";
import { parseMath } from "./metric-math";
import type { MathExpression } from "./metric-math";

/** A metric that an alarm evaluates. */
export interface AlarmMetric {
  readonly id: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly statistic: string;
}

/** How a value is compared with the threshold. */
export type ComparisonOperator =
  | "GreaterThanThreshold"
  | "GreaterThanOrEqualToThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold";

/** How a period without a datapoint is treated. */
export type MissingDataTreatment = "breaching" | "notBreaching" | "ignore" | "missing";

/** A deployed alarm, as far as the emulator evaluates it. */
export interface AlarmDefinition {
  readonly name: string;
  readonly state: StateValue;
  readonly metrics: readonly AlarmMetric[];
  /** Calculates the alarm's value from the values of its metrics at one time. */
  readonly valueOf: MathExpression;
  /** Statistic of the metric; absent for metric math. */
  readonly statistic?: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  readonly missingData: MissingDataTreatment;
}

const comparisons: readonly ComparisonOperator[] = [
  "GreaterThanThreshold",
  "GreaterThanOrEqualToThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
];
const missingDataChoices: readonly MissingDataTreatment[] = [
  "breaching",
  "notBreaching",
  "ignore",
  "missing",
];
const statistics = ["Sum", "Average", "Minimum", "Maximum", "SampleCount"];

/**
 * Parses an alarm as DescribeAlarms returns it.
 *
 * @throws Error that names the unsupported setting
 */
export function readAlarm(alarm: MetricAlarm): AlarmDefinition {
  const evaluationPeriods = alarm.EvaluationPeriods ?? 1;
  return {
    name: alarm.AlarmName ?? "",
    state: alarm.StateValue ?? "INSUFFICIENT_DATA",
    ...readWatched(alarm),
    evaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? evaluationPeriods,
    threshold: alarm.Threshold ?? 0,
    comparison: oneOf(comparisons, alarm.ComparisonOperator, "comparison"),
    missingData: oneOf(
      missingDataChoices,
      alarm.TreatMissingData ?? "missing",
      "treatment of missing data",
    ),
  };
}

function readWatched(
  alarm: MetricAlarm,
): Pick<AlarmDefinition, "metrics" | "valueOf" | "statistic" | "periodSeconds"> {
  const queries = alarm.Metrics ?? [];
  if (queries.length === 0) {
    const statistic = oneOf(statistics, alarm.Statistic, "statistic");
    const metric = {
      id: "value",
      namespace: alarm.Namespace ?? "",
      metricName: alarm.MetricName ?? "",
      dimensions: readDimensions(alarm.Dimensions),
      statistic,
    };
    return {
      metrics: [metric],
      valueOf: (values) => values.get(metric.id),
      statistic,
      periodSeconds: alarm.Period ?? 60,
    };
  }
  const metrics = queries.flatMap(({ Id, MetricStat }) =>
    MetricStat?.Metric === undefined
      ? []
      : [
          {
            id: Id ?? "",
            namespace: MetricStat.Metric.Namespace ?? "",
            metricName: MetricStat.Metric.MetricName ?? "",
            dimensions: readDimensions(MetricStat.Metric.Dimensions),
            statistic: oneOf(statistics, MetricStat.Stat, "statistic"),
          },
        ],
  );
  const expressions = queries.filter(({ Expression }) => Boolean(Expression));
  const [expression] = expressions;
  if (expression?.Expression === undefined || expressions.length > 1) {
    throw unsupported(`${expressions.length} expressions`);
  }
  const periods = new Set(queries.flatMap(({ MetricStat }) => MetricStat?.Period ?? []));
  const [periodSeconds] = periods;
  if (periodSeconds === undefined || periods.size > 1) throw unsupported(`${periods.size} periods`);
  return { metrics, valueOf: parseMath(expression.Expression), periodSeconds };
}

function readDimensions(dimensions: MetricAlarm["Dimensions"]): AlarmMetric["dimensions"] {
  return (dimensions ?? []).map(({ Name = "", Value = "" }) => ({ Name, Value }));
}

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  value: string | undefined,
  what: string,
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw unsupported(`the ${what} ${value ?? "(none)"}`);
  return found;
}

function unsupported(what: string): Error {
  return new Error(
    `An alarm with ${what} is not supported by the embedded CloudWatch; it works on AWS.`,
  );
}
