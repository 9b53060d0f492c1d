import type { Environment } from "../../environment/environment";
import { checkNumber, editEnvironments } from "../fault";
import type { Fault } from "../fault";
import type { LakeLifecycle } from "../../environment/settings/lake-lifecycle";
import { serviceLimits } from "../service-limits";

/** What is wrong with how long an environment keeps what. */
export function validateStorage(path: string, environment: Environment): Fault[] {
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
 * Steps of an object's life, each with the days that must lie between it and the one before. S3 keeps an object in
 * Standard-IA for 30 days at least.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const steps = [
  { step: "infrequentAccessAfterDays", gap: 0 },
  { step: "archiveAfterDays", gap: 30 },
  { step: "expireAfterDays", gap: 1 },
] as const;

function validateOrder(path: string, lifecycle: LakeLifecycle): Fault[] {
  const taken = steps.flatMap(({ step, gap }) => {
    const days = lifecycle[step];
    return days === undefined ? [] : [{ step, gap, days }];
  });
  return taken.slice(1).flatMap(({ step, gap, days }, index): Fault[] => {
    const before = taken[index];
    if (before === undefined || days >= before.days + gap) return [];
    return [
      {
        path: `${path}.${step}`,
        wrong: `comes too soon after ${before.step}`,
        received: days,
        allowed: `${before.days + gap} days or more`,
        remedy: editEnvironments,
      },
    ];
  });
}
