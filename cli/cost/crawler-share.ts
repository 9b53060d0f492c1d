import { dollars } from "./cost-line";
import type { CostContext, CostLine } from "./cost-line";
import { CRAWLS, runsPerMonth } from "./services/glue";
import { DAYS_PER_MONTH } from "./usage";
import { resourcesOf } from "../terraform/plan/terraform-resource";

const RARE_RUNS_PER_DAY = 4;

/** A schedule of {@link RARE_RUNS_PER_DAY} runs a day, instead of the 48 of the default. */
export const RARE_SCHEDULE = "cron(45 0/6 * * ? *)";

/** Cents a month of the scheduled runs of all crawlers. */
export function crawlerCents(lines: readonly CostLine[]): number {
  return lines.filter(({ what }) => what === CRAWLS).reduce((sum, { cents }) => sum + cents, 0);
}

/**
 * Says what part of an estimate the crawlers are, and which setting lowers it: on a lake with few events it is most of the
 * price, and nothing in the settings says so.
 *
 * @returns nothing for crawlers that run no more often than {@link RARE_SCHEDULE}
 */
export function crawlerNotes(
  { resources }: CostContext,
  lines: readonly CostLine[],
  totalCents: number,
): string[] {
  const often = resourcesOf(resources, "aws_glue_crawler").some(
    (crawler) => (runsPerMonth(crawler) ?? 0) > RARE_RUNS_PER_DAY * DAYS_PER_MONTH,
  );
  if (!often) return [];
  return [
    `The crawlers are ${dollars(crawlerCents(lines))} of the ${dollars(totalCents)}: each run is billed for at least ten minutes, with or without new data. To pay less, set partitions: { type: "crawler", schedule: "${RARE_SCHEDULE}" } for four runs a day, or schedule: false to start them by hand.`,
  ];
}
