import type { CostContext, CostLine } from "./cost-line";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { bucketOf, deliveriesOf, partitionsDynamically, readsKinesis } from "./delivery";
import { freeReason } from "./free-resources";
import type { PriceTable } from "./prices/price-table";
import { athenaCosts, athenaNotes } from "./services/athena";
import { cloudWatchCosts } from "./services/cloudwatch";
import { firehoseCosts } from "./services/firehose";
import { crawlerNotes } from "./crawler-share";
import { glueCosts, glueNotes } from "./services/glue";
import { kinesisCosts, kinesisNotes } from "./services/kinesis";
import { kmsCosts } from "./services/kms";
import { lambdaCosts, functionsOfUnknownRate } from "./services/lambda";
import { queryListCosts } from "./services/query-lists";
import { s3Costs } from "./services/s3";
import { snsCosts } from "./services/sns";
import type { Usage } from "./usage";

/** A resource whose cost is missing in the total, or only partly included. */
export interface UnpricedResource {
  readonly address: string;
  readonly reason: string;
}

/** Resources without a charge of their own. */
export interface FreeResources {
  readonly reason: string;
  readonly count: number;
  readonly types: readonly string[];
}

/** The monthly cost of a lake. */
export interface Estimate {
  readonly region: string;
  /** Date of the price list. */
  readonly pricesAsOf: string;
  readonly usage: Usage;
  readonly lines: readonly CostLine[];
  /** Cents by service, the most expensive first. */
  readonly byService: Readonly<Record<string, number>>;
  /** Sum of all lines. */
  readonly totalCents: number;
  readonly free: readonly FreeResources[];
  /** Listed explicitly, so that an unknown cost does not count as zero. */
  readonly unpriced: readonly UnpricedResource[];
  /** Consequences of the usage, for example throttled producers. */
  readonly notes: readonly string[];
}

const services = [
  kinesisCosts,
  firehoseCosts,
  s3Costs,
  queryListCosts,
  kmsCosts,
  glueCosts,
  athenaCosts,
  lambdaCosts,
  cloudWatchCosts,
  snsCosts,
];

/** Types whose cost is in the lines above, or is listed by {@link unpricedResources}. */
const pricedTypes = new Set([
  "aws_kinesis_stream",
  "aws_kinesis_firehose_delivery_stream",
  "aws_s3_bucket",
  "aws_kms_key",
  "aws_glue_crawler",
  "aws_glue_catalog_table",
  "aws_athena_workgroup",
  "aws_lambda_function",
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_log_metric_filter",
  "aws_cloudwatch_metric_alarm",
  "aws_cloudwatch_composite_alarm",
  "aws_cloudwatch_dashboard",
  "aws_sns_topic",
]);

/**
 * Estimates a month of 730 hours at list prices: no free tier, no discount, no tax, no data transfer.
 *
 * Each line is rounded to cents, with a minimum of one, so that the lines add up to the total.
 */
export function estimate(
  resources: readonly TerraformResource[],
  usage: Usage,
  prices: PriceTable,
  now = new Date(),
): Estimate {
  const context: CostContext = { resources, usage, prices, now };
  const lines = services.flatMap((costs) => costs(context));
  const byService = new Map<string, number>();
  for (const { service, cents } of lines) {
    byService.set(service, (byService.get(service) ?? 0) + cents);
  }
  const totalCents = lines.reduce((sum, { cents }) => sum + cents, 0);
  return {
    region: prices.region,
    pricesAsOf: prices.date,
    usage,
    lines,
    byService: Object.fromEntries([...byService].sort(([, a], [, b]) => b - a)),
    totalCents,
    free: freeResources(resources),
    unpriced: unpricedResources(context),
    notes: [
      ...crawlerNotes(context, lines, totalCents),
      ...kinesisNotes(context),
      ...glueNotes(context),
      ...athenaNotes(context),
    ],
  };
}

function freeResources(resources: readonly TerraformResource[]): FreeResources[] {
  const typesByReason = new Map<string, string[]>();
  for (const { type } of resources) {
    const reason = freeReason(type);
    if (reason !== undefined) {
      typesByReason.set(reason, [...(typesByReason.get(reason) ?? []), type]);
    }
  }
  return [...typesByReason].map(([reason, types]) => ({
    reason,
    count: types.length,
    types: [...new Set(types)].sort(),
  }));
}

function unpricedResources(context: CostContext): UnpricedResource[] {
  const { resources, usage } = context;
  const filled = new Set(
    deliveriesOf(resources, usage).map((each) => bucketOf(each, resources)?.address),
  );
  const uncalled = new Set(functionsOfUnknownRate(context).map(({ address }) => address));
  return resources.flatMap(({ address, type, values }): UnpricedResource[] => {
    const unpriced = (reason: string) => [{ address, reason }];
    if (freeReason(type) !== undefined) return [];
    if (!pricedTypes.has(type)) return unpriced(`there is no price for ${type}`);
    if (type === "aws_s3_bucket" && !filled.has(address)) {
      return unpriced("its content does not depend on the events alone");
    }
    if (uncalled.has(address)) return unpriced("its number of invocations is unknown");
    const stream = { address, type, values };
    if (type === "aws_kinesis_firehose_delivery_stream" && !readsKinesis(stream)) {
      return unpriced("it does not read a Kinesis stream: the volume of direct PUTs is unknown");
    }
    if (type === "aws_kinesis_firehose_delivery_stream" && partitionsDynamically(stream)) {
      return unpriced("its hours of jq processing depend on the expressions");
    }
    return [];
  });
}
