import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine } from "../cost-line";
import { nestedBlock, numberArgument, resourcesOf } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { DAYS_PER_MONTH, MIB, TIB } from "../usage";

/** Minimum that is billed per query. */
const MINIMUM_BYTES = 10 * MIB;

/** Cost of the queries, counted once for any number of workgroups. */
export function athenaCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  const [group] = resourcesOf(resources, "aws_athena_workgroup");
  if (group === undefined) return [];
  const scanned = Math.min(usage.scanBytesPerQuery, scanLimit(group));
  return [
    costLine(context, {
      service: "Athena",
      resource: group.address,
      what: scanned < MINIMUM_BYTES ? "queries, minimum of 10 MB each" : "queries",
      factors: [
        times(usage.queriesPerDay, "queries per day"),
        times(DAYS_PER_MONTH, "days"),
        times(Math.max(MINIMUM_BYTES, scanned) / MIB, "MB"),
        over(TIB / MIB, "MB per TB"),
      ],
      price: "athenaScanned",
    }),
  ];
}

/** Workgroups whose scan limit stops the estimated queries. */
export function athenaNotes({ resources, usage }: CostContext): string[] {
  return resourcesOf(resources, "aws_athena_workgroup")
    .slice(0, 1)
    .filter((group) => usage.scanBytesPerQuery > scanLimit(group))
    .map(
      (group) =>
        `${group.address} stops a query at ${scanLimit(group) / MIB} MB: no more than that is counted.`,
    );
}

function scanLimit(group: TerraformResource): number {
  const limit = numberArgument(
    nestedBlock(group.values, "configuration"),
    "bytes_scanned_cutoff_per_query",
    0,
  );
  return limit > 0 ? limit : Infinity;
}
