import { partitionGranularities } from "../../dataset/partition-by";
import type { Environment } from "../../environment/environment";
import type {
  ProjectedPartitions,
  ProjectedYears,
} from "../../environment/settings/partition-settings";
import { checkNumber, checkOneOf, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { serviceLimits } from "../service-limits";

/** Validates when the data of projected partitions begins. */
export function validateDates(
  path: string,
  { since, granularity }: ProjectedPartitions,
  { lakeLifecycle }: Pick<Environment, "lakeLifecycle">,
  now: Date,
): ConfigViolation[] {
  const violations = checkOneOf(`${path}.granularity`, granularity, partitionGranularities);
  if (since === undefined && lakeLifecycle?.expireAfterDays !== undefined) return violations;
  const problem = problemOf(since, now);
  if (problem === undefined) return violations;
  return [
    ...violations,
    {
      path: `${path}.since`,
      problem,
      received: since,
      expected: "the first day with data, for example 2025-01-31",
      fix: `${editEnvironments} Where events expire (lakeLifecycle.expireAfterDays) it may be left out.`,
    },
  ];
}

/** Validates a range of years: a query finds no event of any other year. */
export function validateYears(
  path: string,
  { first, last }: ProjectedYears["years"],
  now: Date,
): ConfigViolation[] {
  const violations = [
    ...checkNumber(`${path}.years.first`, first, serviceLimits.partitionYear),
    ...checkNumber(`${path}.years.last`, last, serviceLimits.partitionYear),
  ];
  const thisYear = now.getUTCFullYear();
  if (violations.length > 0 || last >= Math.max(first, thisYear)) return violations;
  return [
    {
      path: `${path}.years.last`,
      problem:
        last < first ? "is before the first year" : "is over, so that no query finds new events",
      received: last,
      expected: `${Math.max(first, thisYear)} or later`,
      fix: editEnvironments,
    },
  ];
}

function problemOf(since: unknown, now: Date): string | undefined {
  if (since === undefined) return "is missing";
  if (!isDay(since)) return "is not a day";
  return Date.parse(since) > now.getTime()
    ? "is in the future, so that no query finds events"
    : undefined;
}

/** Whether a value is a day of the calendar as `yyyy-MM-dd`. */
function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
