/** The resources of a lake whose metrics are searched for. */
export interface SearchedLake {
  /** Prefix of the names of the lake's resources: words separated by hyphens. */
  readonly namePrefix: string;
  /**
   * Names of streams that existed before the lake, which the prefix does not find.
   *
   * @default - none
   */
  readonly existingStreamNames?: readonly string[];
  /**
   * Names of delivery streams that existed before the lake.
   *
   * @default - none
   */
  readonly existingDeliveryStreamNames?: readonly string[];
}

/** A metric of every resource of one kind in the lake. */
export interface LakeMetric {
  /** Namespace and dimension. */
  readonly schema: readonly [namespace: string, dimension: string];
  readonly name: string;
  readonly statistic: "Sum" | "Maximum";
}

export const streamMetrics = ["AWS/Kinesis", "StreamName"] as const;
export const deliveryMetrics = ["AWS/Firehose", "DeliveryStreamName"] as const;
export const publisherMetrics = ["AWS/Lambda", "FunctionName"] as const;

const PERIOD_SECONDS = 300;

/**
 * Maximum characters of a search expression.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
const MAX_CHARACTERS = 1024;

/**
 * Search expressions that together find a metric of every resource whose name contains all words of the prefix, and of the
 * existing resources by their exact names: one expression, or several where the names are too many for one. CloudWatch
 * searches for words, not for prefixes, so a dataset with the name of another environment is found, too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function searchExpressions(metric: LakeMetric, lake: SearchedLake): string[] {
  const [, dimension] = metric.schema;
  const words = lake.namePrefix
    .split("-")
    .map((word) => `${dimension}=${word}`)
    .join(" ");
  const existing = existingNames(dimension, lake).map((name) => `${dimension}="${name}"`);
  if (existing.length === 0) return [render(metric, words)];
  const groups: string[][] = [];
  for (const term of [`(${words})`, ...existing]) {
    const last = groups.at(-1);
    const fits =
      last !== undefined && render(metric, anyOf([...last, term])).length <= MAX_CHARACTERS;
    if (fits) last.push(term);
    else groups.push([term]);
  }
  return groups.map((terms) => render(metric, anyOf(terms)));
}

function existingNames(dimension: string, lake: SearchedLake): readonly string[] {
  if (dimension === "StreamName") return lake.existingStreamNames ?? [];
  if (dimension === "DeliveryStreamName") return lake.existingDeliveryStreamNames ?? [];
  return [];
}

function anyOf(terms: readonly string[]): string {
  return `(${terms.join(" OR ")})`;
}

function render({ schema, name, statistic }: LakeMetric, term: string): string {
  return `SEARCH('{${schema.join()}} MetricName="${name}" ${term}', '${statistic}', ${PERIOD_SECONDS})`;
}
