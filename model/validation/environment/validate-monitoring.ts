import { resolveEnvironment } from "../../environment/resolve-environment";
import type { ResolvedEnvironment } from "../../environment/resolved-environment";
import type { Environment } from "../../environment/environment";
import { checkNumber, checkOneOf, checkText, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { isWithin, logRetentionChoices, serviceLimits } from "../service-limits";
import { arnPattern, emailPattern, emailId } from "../patterns";

/** One of the five actions of an alarm is the lake's own topic. */
const maxAdditionalActions = serviceLimits.alarmActions.max - 1;

/** Validates the monitoring settings. */
export function validateMonitoring(path: string, environment: Environment): ConfigViolation[] {
  const resolved = resolveEnvironment(environment);
  const { alarmActionArns, emailAddresses, tolerance, logRetentionDays } = resolved.monitoring;
  return [
    ...emailAddresses.flatMap((address, index) =>
      checkText(`${path}.emailAddresses[${index}]`, address, emailPattern),
    ),
    ...rejectDuplicates(`${path}.emailAddresses`, emailAddresses),
    ...alarmActionArns.flatMap((action, index) =>
      checkText(
        `${path}.alarmActionArns[${index}]`,
        action,
        arnPattern("(sns|lambda|ssm|automate)"),
      ),
    ),
    ...(alarmActionArns.length <= maxAdditionalActions
      ? []
      : [
          {
            path: `${path}.alarmActionArns`,
            problem: "are too many",
            received: alarmActionArns.length,
            expected: `at most ${maxAdditionalActions} in addition to the lake's own topic (${serviceLimits.alarmActions.source})`,
            fix: "Subscribe some of them to the lake's topic instead.",
          },
        ]),
    ...Object.entries(tolerance).flatMap(([kind, number]: [string, unknown]) =>
      checkNumber(`${path}.tolerance.${kind}`, number, serviceLimits.toleratedEvents),
    ),
    ...checkOneOf(`${path}.logRetentionDays`, logRetentionDays, logRetentionChoices),
    ...validateFreshness(`${path}.freshnessThresholdSeconds`, resolved),
    ...validateIteratorAge(`${path}.iteratorAgeThresholdSeconds`, resolved),
  ];
}

function validateFreshness(
  path: string,
  { monitoring, delivery }: ResolvedEnvironment,
): ConfigViolation[] {
  const { freshnessThresholdSeconds: freshness } = monitoring;
  const violations = checkNumber(path, freshness, serviceLimits.alarmThreshold);
  const interval = Math.max(
    delivery.buffering.intervalSeconds,
    delivery.backup.buffering.intervalSeconds,
  );
  const comparable = violations.length === 0 && isWithin(serviceLimits.bufferInterval, interval);
  if (!comparable || freshness > interval) return violations;
  return [
    {
      path,
      problem: "would raise an alarm while records are being buffered",
      received: freshness,
      expected: `more than the delivery's buffering interval of ${interval} seconds`,
      fix: "Increase it, or reduce delivery.buffering.intervalSeconds and delivery.backup.buffering.intervalSeconds, in config/environments.ts.",
    },
  ];
}

function validateIteratorAge(
  path: string,
  { monitoring, stream }: ResolvedEnvironment,
): ConfigViolation[] {
  const { iteratorAgeThresholdSeconds: age } = monitoring;
  const violations = checkNumber(path, age, serviceLimits.alarmThreshold);
  const hours = stream.retentionHours;
  const comparable = violations.length === 0 && isWithin(serviceLimits.streamRetention, hours);
  if (!comparable || age < hours * 3600) return violations;
  return [
    {
      path,
      problem: "would raise an alarm only after records are lost",
      received: age,
      expected: `less than the stream's retention of ${hours} hours, ${hours * 3600} seconds`,
      fix: "Reduce it, or increase stream.retentionHours, in config/environments.ts.",
    },
  ];
}

/** Rejects addresses that differ only in punctuation: they would get the same Terraform address. */
function rejectDuplicates(path: string, addresses: readonly unknown[]): ConfigViolation[] {
  const ids = addresses.map((address) => emailId(String(address)));
  return addresses.flatMap((address, index) =>
    ids.indexOf(ids[index] ?? "") === index
      ? []
      : [
          {
            path: `${path}[${index}]`,
            problem: "is a duplicate",
            received: address,
            expected: "each address once, and no two that differ only in punctuation",
            fix: editEnvironments,
          },
        ],
  );
}
