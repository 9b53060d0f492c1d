import type { StateValue } from "@aws-sdk/client-cloudwatch";
import type { AlarmDefinition, ComparisonOperator } from "./alarm-definition";

/** The value of an alarm over one period; undefined where there is no data. */
export interface Datapoint {
  /** Start of the period. */
  readonly start: Date;
  readonly value: number | undefined;
}

/** The result of an evaluation, in CloudWatch's words. */
export interface AlarmEvaluation {
  readonly state: StateValue;
  readonly reason: string;
  /** The same as JSON, for programs. */
  readonly reasonData: string;
}

const breaches: Readonly<
  Record<ComparisonOperator, (value: number, threshold: number) => boolean>
> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

const comparisonWords: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanThreshold: "greater than",
  GreaterThanOrEqualToThreshold: "greater than or equal to",
  LessThanThreshold: "less than",
  LessThanOrEqualToThreshold: "less than or equal to",
};

/**
 * Evaluates an alarm as CloudWatch does, except that CloudWatch also considers older datapoints when some are missing.
 *
 * @param datapoints of the alarm's evaluation periods, newest first
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
 */
export function evaluateAlarm(
  alarm: AlarmDefinition,
  datapoints: readonly Datapoint[],
  now: Date,
): AlarmEvaluation {
  const known = datapoints.filter(({ value }) => value !== undefined);
  const missing = datapoints.length - known.length;
  const breaching =
    known.filter(({ value = 0 }) => breaches[alarm.comparison](value, alarm.threshold)).length +
    (alarm.missingData === "breaching" ? missing : 0);
  const state = stateOf(alarm, { breaching, known: known.length });
  return {
    state,
    reason: reasonOf(alarm, state, known, missing),
    reasonData: JSON.stringify({
      version: "1.0",
      queryDate: now.toISOString(),
      startDate: datapoints.at(-1)?.start.toISOString(),
      statistic: alarm.statistic,
      period: alarm.periodSeconds,
      recentDatapoints: known.map(({ value }) => value).reverse(),
      threshold: alarm.threshold,
    }),
  };
}

function stateOf(
  alarm: AlarmDefinition,
  { breaching, known }: { readonly breaching: number; readonly known: number },
): StateValue {
  if (breaching >= alarm.datapointsToAlarm) return "ALARM";
  if (known > 0) return "OK";
  switch (alarm.missingData) {
    case "ignore":
      return alarm.state;
    case "missing":
      return "INSUFFICIENT_DATA";
    case "breaching":
    case "notBreaching":
      return "OK";
  }
}

function reasonOf(
  { threshold, comparison, missingData, datapointsToAlarm, state: before }: AlarmDefinition,
  state: StateValue,
  known: readonly Datapoint[],
  missing: number,
): string {
  const treated = missingData === "breaching" ? "Breaching" : "NonBreaching";
  if (state === "INSUFFICIENT_DATA") {
    return `Insufficient Data: ${counted(missing, "datapoint")} ${was(missing)} unknown.`;
  }
  if (known.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${counted(missing, "period")} and ${counted(missing, "missing datapoint")} ${was(missing)} treated as [${treated}].`;
  }
  const values = known.map(({ start, value = 0 }) => `${decimal(value)} (${shortTime(start)})`);
  const least = state === "ALARM" ? datapointsToAlarm : 1;
  return [
    `Threshold Crossed: ${known.length} out of the last ${known.length + missing} datapoints [${values.join(", ")}]`,
    `${was(known.length)}${state === "ALARM" ? "" : " not"} ${comparisonWords[comparison]} the threshold (${decimal(threshold)})`,
    `(minimum ${counted(least, "datapoint")} for ${before} -> ${state} transition).`,
  ].join(" ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function was(count: number): string {
  return count === 1 ? "was" : "were";
}

/** CloudWatch writes every number with a decimal point. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** Day first, as CloudWatch writes it: `25/11/26 21:15:00`. */
function shortTime(time: Date): string {
  const [, year, month, day, clock] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T([\d:]{8})/.exec(time.toISOString()) ?? [];
  return `${day}/${month}/${year} ${clock}`;
}
