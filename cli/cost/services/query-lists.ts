import { costLine, count, over, times } from "../cost-line";
import type { CostContext, CostLine } from "../cost-line";
import {
  nestedBlock,
  nestedBlocks,
  resourcesOf,
  stringArgument,
} from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { DAYS_PER_MONTH } from "../usage";

const DAY_MS = 24 * 3600 * 1000;
const arrivalKeys = new Set(["year", "month", "day", "hour", "arrival_date", "arrival_hour"]);
const hourKeys = new Set(["hour", "arrival_hour"]);

/**
 * LIST requests that Athena makes for queries: one for each folder that the conditions on the partition keys leave, empty or
 * not. They have the price of PUT requests.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export function queryListCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  const [group] = resourcesOf(resources, "aws_athena_workgroup");
  // Queries are not counted by table: the table with the most folders stands for all.
  const [table] = resourcesOf(resources, "aws_glue_catalog_table")
    .map((each) => foldersOf(each, context))
    .sort((a, b) => b.total - a.total);
  if (group === undefined || table === undefined) return [];
  const line = (what: string, queries: number, folders: number) =>
    costLine(context, {
      service: "S3",
      resource: group.address,
      what,
      factors: [
        times(queries, "queries per day"),
        times(DAYS_PER_MONTH, "days"),
        count(folders, "folder"),
        over(1000, ""),
      ],
      price: "s3Put",
    });
  return [
    line("LIST requests of queries over one day", usage.queriesPerDay, table.perDay),
    line(
      "LIST requests of queries without a condition on the partition keys",
      usage.unfilteredQueriesPerDay,
      table.total,
    ),
  ];
}

/** Folders of one day, and all that a query without a condition lists. */
function foldersOf({ values }: TerraformResource, context: CostContext) {
  const { usage } = context;
  const parameters = nestedBlock(values, "parameters");
  const keys = nestedBlocks(values, "partition_keys").map(({ name }) => String(name));
  if (keys.length === 0) return { perDay: 1, total: 1 };
  const fieldValues = keys
    .filter((key) => !arrivalKeys.has(key))
    .reduce((product, key) => {
      const declared = stringArgument(parameters, `projection.${key}.values`);
      return product * (declared?.split(",").length ?? Math.max(1, usage.activePartitions));
    }, 1);
  const perDay = fieldValues * (keys.some((key) => hourKeys.has(key)) ? 24 : 1);
  return { perDay, total: Math.ceil(daysListed(keys, parameters, context)) * perDay };
}

/** Days that are listed without a condition; those of a lake that began with its first day where nothing else is known. */
function daysListed(
  keys: readonly string[],
  parameters: Readonly<Record<string, unknown>>,
  { usage: { month }, now }: CostContext,
): number {
  const [first] = keys;
  const range = stringArgument(parameters, `projection.${first}.range`) ?? "";
  const [, relative] = /^NOW-(\d+)DAYS,/.exec(range) ?? [];
  if (relative !== undefined) return Number(relative);
  const [, from, to] = /^(\d{4}),(\d{4})$/.exec(range) ?? [];
  // Athena doesn't know that no month but some has 31 days.
  if (from !== undefined && to !== undefined) return (Number(to) - Number(from) + 1) * 12 * 31;
  const ageInDays = month * DAYS_PER_MONTH;
  const [, since] = /^(\d{4}-\d{2}-\d{2})(?:-\d{2})?,NOW/.exec(range) ?? [];
  if (since === undefined) return ageInDays;
  // Days before the first deploy are listed, too. The range includes today and ends one step after it.
  return Math.max(ageInDays, Math.floor((now.getTime() - Date.parse(since)) / DAY_MS) + 2);
}
