import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine } from "../cost-line";
import { resourcesOf, text } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { parseAwsCron } from "../../../local/glue/crawler/aws-cron";
import { DAYS_PER_MONTH, HOURS_PER_MONTH } from "../usage";

const SERVICE = "Glue";
const MINIMUM_MINUTES = 10;
const DAY_MS = 86_400_000;
/** A day with which a year begins that is no leap year, so that the runs of a schedule are always the same. */
const START = new Date("2027-01-01T00:00:00Z");
/** A schedule that knows days of the week only is the same every four weeks, and a year takes long to count. */
const WEEKLY = /^cron\(\S+ \S+ [*?] \* \S+ \*\)$/;

/** What crawlers and the catalog cost. */
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
        what: "crawls, ten minutes at least",
        factors: [
          times(runs, "runs"),
          times(Math.max(MINIMUM_MINUTES, usage.crawlMinutes), "minutes"),
          times(usage.crawlerDpus, "DPU"),
          over(60, "minutes an hour"),
        ],
        price: "glueCrawler",
      }),
    ];
  });
  const tables = resourcesOf(resources, "aws_glue_catalog_table").map((table) => {
    // With a crawler each hour becomes a partition, which is an object of the catalog.
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

/** Crawlers that run at no known time. */
export function glueNotes({ resources }: CostContext): string[] {
  return resourcesOf(resources, "aws_glue_crawler")
    .filter((crawler) => runsPerMonth(crawler) === undefined)
    .map(
      ({ address, values }) =>
        `${address} ${text(values, "schedule") === undefined ? "runs only when it is started by hand" : "has a schedule that can't be counted"}: each run costs ten minutes of a DPU at least.`,
    );
}

/** Runs of schedules that were counted: to count takes longer than all the rest of an estimate. */
const counted = new Map<string, number | undefined>();

function runsPerMonth({ values }: TerraformResource): number | undefined {
  const schedule = text(values, "schedule");
  if (schedule === undefined) return undefined;
  if (!counted.has(schedule)) counted.set(schedule, countRuns(schedule));
  return counted.get(schedule);
}

function countRuns(schedule: string): number | undefined {
  try {
    const days = WEEKLY.test(schedule) ? 28 : 365;
    const end = new Date(START.getTime() + days * DAY_MS);
    return (parseAwsCron(schedule).countBetween(START, end) * DAYS_PER_MONTH) / days;
  } catch {
    // A schedule that this reader doesn't know is told in a note, not guessed.
    return undefined;
  }
}
