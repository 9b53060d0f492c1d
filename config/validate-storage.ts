import type { Environment } from "./environment";
import { checkNumber, editEnvironments } from "./fault";
import type { Fault } from "./fault";
import type { LakeLifecycle } from "./lake-lifecycle";
import { serviceLimits } from "./service-limits";

/** What is wrong with how long an environment keeps what. */
export function validateStorage(path: string, environment: Environment): Fault[] {
  const { rawRetentionDays, lakeLifecycle = {} } = environment;
  const { objectExpiration, infrequentAccessTransition } = serviceLimits;
  const at = `${path}.lakeLifecycle`;
  return [
    ...checkNumber(`${path}.rawRetentionDays`, rawRetentionDays, objectExpiration),
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

/** Each step of an object's life must come after the one before. */
function validateOrder(path: string, lifecycle: LakeLifecycle): Fault[] {
  const order = ["infrequentAccessAfterDays", "archiveAfterDays", "expireAfterDays"] as const;
  const steps = order.flatMap((step) => {
    const days = lifecycle[step];
    return days === undefined ? [] : [{ step, days }];
  });
  return steps.slice(1).flatMap(({ step, days }, index): Fault[] => {
    const before = steps[index];
    if (before === undefined || days > before.days) return [];
    return [
      {
        path: `${path}.${step}`,
        wrong: `does not come after ${before.step}`,
        received: days,
        allowed: `more than ${before.days} days`,
        remedy: editEnvironments,
      },
    ];
  });
}
