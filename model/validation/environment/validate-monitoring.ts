import { resolveEnvironment } from "../../environment/resolve-environment";
import type { ResolvedEnvironment } from "../../environment/resolved-environment";
import type { Environment } from "../../environment/environment";
import { checkNumber, checkOneOf, checkText, editEnvironments } from "../fault";
import type { Fault } from "../fault";
import { isWithin, logRetentionChoices, serviceLimits } from "../service-limits";
import { arnForm, emailForm, emailId } from "../text-forms";

/** One of the five actions that an alarm may have is the lake's own topic. */
const furtherActions = serviceLimits.alarmActions.max - 1;

/** What is wrong with who is told and when. */
export function validateMonitoring(path: string, environment: Environment): Fault[] {
  const resolved = resolveEnvironment(environment);
  const { alarmActionArns, emailAddresses, tolerance, logRetentionDays } = resolved.monitoring;
  return [
    ...emailAddresses.flatMap((address, index) =>
      checkText(`${path}.emailAddresses[${index}]`, address, emailForm),
    ),
    ...refuseTwins(`${path}.emailAddresses`, emailAddresses),
    ...alarmActionArns.flatMap((action, index) =>
      checkText(`${path}.alarmActionArns[${index}]`, action, arnForm("(sns|lambda|ssm|automate)")),
    ),
    ...(alarmActionArns.length <= furtherActions
      ? []
      : [
          {
            path: `${path}.alarmActionArns`,
            wrong: "are too many",
            received: alarmActionArns.length,
            allowed: `at most ${furtherActions} beside the lake's own topic (${serviceLimits.alarmActions.source})`,
            remedy: "Subscribe some of them to the lake's topic instead.",
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

function validateFreshness(path: string, { monitoring, delivery }: ResolvedEnvironment): Fault[] {
  const { freshnessThresholdSeconds: freshness } = monitoring;
  const faults = checkNumber(path, freshness, serviceLimits.alarmThreshold);
  const interval = Math.max(
    delivery.buffering.intervalSeconds,
    delivery.backup.buffering.intervalSeconds,
  );
  const comparable = faults.length === 0 && isWithin(serviceLimits.bufferInterval, interval);
  if (!comparable || freshness > interval) return faults;
  return [
    {
      path,
      wrong: "would alarm while records wait in the buffer as they should",
      received: freshness,
      allowed: `more than the delivery's buffering interval of ${interval} seconds`,
      remedy:
        "Raise it, or lower delivery.buffering.intervalSeconds and delivery.backup.buffering.intervalSeconds, in config/environments.ts.",
    },
  ];
}

function validateIteratorAge(path: string, { monitoring, stream }: ResolvedEnvironment): Fault[] {
  const { iteratorAgeThresholdSeconds: age } = monitoring;
  const faults = checkNumber(path, age, serviceLimits.alarmThreshold);
  const hours = stream.retentionHours;
  const comparable = faults.length === 0 && isWithin(serviceLimits.streamRetention, hours);
  if (!comparable || age < hours * 3600) return faults;
  return [
    {
      path,
      wrong: "would alarm only after records are lost",
      received: age,
      allowed: `less than the stream's retention of ${hours} hours, ${hours * 3600} seconds`,
      remedy: "Lower it, or raise stream.retentionHours, in config/environments.ts.",
    },
  ];
}

/** Two addresses that differ in punctuation only would get the same Terraform address. */
function refuseTwins(path: string, addresses: readonly unknown[]): Fault[] {
  const ids = addresses.map((address) => emailId(String(address)));
  return addresses.flatMap((address, index) =>
    ids.indexOf(ids[index] ?? "") === index
      ? []
      : [
          {
            path: `${path}[${index}]`,
            wrong: "is there already",
            received: address,
            allowed: "each address once, and no two that differ in punctuation only",
            remedy: editEnvironments,
          },
        ],
  );
}
