import type { Environment } from "../../environment/environment";
import { checkNumber, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import type { LakeLifecycle } from "../../environment/settings/lake-lifecycle";
import { serviceLimits } from "../service-limits";

/** Validates the retention settings of an environment. */
export function validateStorage(path: string, environment: Environment): ConfigViolation[] {
  const { rawRetentionDays, accessLogRetentionDays, lakeLifecycle = {} } = environment;
  const { objectExpiration, infrequentAccessTransition } = serviceLimits;
  const at = `${path}.lakeLifecycle`;
  return [
    ...checkNumber(`${path}.rawRetentionDays`, rawRetentionDays, objectExpiration),
    ...checkNumber(`${path}.accessLogRetentionDays`, accessLogRetentionDays, objectExpiration),
    ...checkNumber(
      `${at}.infrequentAccessAfterDays`,
      lakeLifecycle.infrequentAccessAfterDays,
      infrequentAccessTransition,
    ),
    ...checkNumber(`${at}.archiveAfterDays`, lakeLifecycle.archiveAfterDays, objectExpiration),
    ...checkNumber(`${at}.expireAfterDays`, lakeLifecycle.expireAfterDays, objectExpiration),
    ...checkNumber(
      `${at}.errorsExpireAfterDays`,
      lakeLifecycle.errorsExpireAfterDays,
      objectExpiration,
    ),
    ...checkNumber(
      `${at}.noncurrentVersionsExpireAfterDays`,
      lakeLifecycle.noncurrentVersionsExpireAfterDays,
      objectExpiration,
    ),
    ...validateOrder(at, lakeLifecycle),
  ];
}

/**
 * Steps of an object's lifecycle, each with the minimum days after the step before it. S3 keeps objects in Standard-IA for
 * at least 30 days.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const steps = [
  { step: "infrequentAccessAfterDays", gap: 0 },
  { step: "archiveAfterDays", gap: 30 },
  { step: "expireAfterDays", gap: 1 },
] as const;

function validateOrder(path: string, lifecycle: LakeLifecycle): ConfigViolation[] {
  const configured = steps.flatMap(({ step, gap }) => {
    const days = lifecycle[step];
    return days === undefined ? [] : [{ step, gap, days }];
  });
  return configured.slice(1).flatMap(({ step, gap, days }, index): ConfigViolation[] => {
    const before = configured[index];
    if (before === undefined || days >= before.days + gap) return [];
    return [
      {
        path: `${path}.${step}`,
        problem: `is too soon after ${before.step}`,
        received: days,
        expected: `${before.days + gap} days or more`,
        fix: editEnvironments,
      },
    ];
  });
}
