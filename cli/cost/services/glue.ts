import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine } from "../cost-line";
import { resourcesOf, stringArgument } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { parseAwsCron } from "../../../local/glue/crawler/aws-cron";
import { DAYS_PER_MONTH, HOURS_PER_MONTH } from "../usage";

const SERVICE = "Glue";
/** What the lines of crawlers are called. */
export const CRAWLS = "crawls, minimum of ten minutes";
const MINIMUM_MINUTES = 10;
const DAY_MS = 86_400_000;
/** Start of a year that is not a leap year, so that the runs of a schedule are always the same. */
const START = new Date("2027-01-01T00:00:00Z");
/** Schedules by weekday repeat within four weeks, and counting a whole year takes long. */
const WEEKLY = /^cron\(\S+ \S+ [*?] \* \S+ \*\)$/;

/** Cost of crawlers and the catalog. */
export function glueCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  const crawlers = resourcesOf(resources, "aws_glue_crawler");
  const crawls = crawlers.flatMap((crawler) => {
    const runs = runsPerMonth(crawler);
    if (runs === undefined) return [];
    return [
      costLine(context, {
        service: SERVICE,
        resource: crawler.address,
        what: CRAWLS,
        factors: [
          times(runs, "runs"),
          times(Math.max(MINIMUM_MINUTES, usage.crawlMinutes), "minutes"),
          times(usage.crawlerDpus, "DPU"),
          over(60, "minutes per hour"),
        ],
        price: "glueCrawler",
      }),
    ];
  });
  const tables = resourcesOf(resources, "aws_glue_catalog_table").map((table) => {
    // With a crawler each hour becomes a partition, which is an object in the catalog.
    const partitions = crawlers.length > 0 ? HOURS_PER_MONTH * usage.month : 0;
    return costLine(context, {
      service: SERVICE,
      resource: table.address,
      what: `table and partitions in the catalog, month ${usage.month}`,
      factors: [times(1 + partitions, "objects"), over(100_000, "")],
      price: "glueCatalogObjects",
    });
  });
  return [...crawls, ...tables];
}

/** Crawlers without a known schedule. */
export function glueNotes({ resources }: CostContext): string[] {
  return resourcesOf(resources, "aws_glue_crawler")
    .filter((crawler) => runsPerMonth(crawler) === undefined)
    .map(
      ({ address, values }) =>
        `${address} ${stringArgument(values, "schedule") === undefined ? "runs only when it is started manually" : "has a schedule that can't be evaluated"}: each run costs at least ten minutes of a DPU.`,
    );
}

/** Cached runs of schedules: counting takes longer than the rest of an estimate. */
const countedRuns = new Map<string, number | undefined>();

/** Scheduled runs of a crawler; undefined without a schedule, or for one that can't be evaluated. */
export function runsPerMonth({ values }: TerraformResource): number | undefined {
  const schedule = stringArgument(values, "schedule");
  if (schedule === undefined) return undefined;
  if (!countedRuns.has(schedule)) countedRuns.set(schedule, countRuns(schedule));
  return countedRuns.get(schedule);
}

function countRuns(schedule: string): number | undefined {
  try {
    const days = WEEKLY.test(schedule) ? 28 : 365;
    const end = new Date(START.getTime() + days * DAY_MS);
    return (parseAwsCron(schedule).countBetween(START, end) * DAYS_PER_MONTH) / days;
  } catch {
    // A schedule that can't be parsed is reported in a note, not guessed.
    return undefined;
  }
}
