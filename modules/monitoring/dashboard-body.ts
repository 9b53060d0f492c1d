import { datasetDefaultOf } from "../../model/dataset/dataset-defaults";
import { backupMetrics, deliveryMetrics } from "../../model/dataset/delivery-metrics";
import type { StorageFormat } from "../../model/dataset/storage-format";
import {
  deliveryMetrics as delivery,
  publisherMetrics as publisher,
  searchExpressions,
  streamMetrics as stream,
} from "./metric-search";
import type { LakeMetric, SearchedLake } from "./metric-search";

/** The lake that a dashboard shows. */
export interface DashboardScope extends SearchedLake {
  readonly region: string;
  readonly workGroupName: string;
  /**
   * Formats of the tables: each has metrics of its own.
   *
   * @default - that of a dataset which names none
   */
  readonly storageFormats?: readonly StorageFormat[] | undefined;
}

interface Line {
  readonly expression: string;
  readonly label: string;
  readonly id: string;
}

/** Body of a CloudWatch dashboard. */
export interface DashboardBody {
  readonly start: string;
  readonly widgets: readonly object[];
}

/** Queries are rare, so their bytes are aggregated by hour. */
const QUERY_PERIOD_SECONDS = 3600;
/** https://aws.amazon.com/athena/pricing/ */
const DOLLARS_PER_TERABYTE = 5;

const columns = 3;
const width = 24 / columns;
const height = 6;
const headHeight = 3;

/**
 * The whole lake, from the streams to the cost of queries. Every graph uses search expressions, so that the dashboard changes
 * only with existing streams, not with datasets, and each graph can show up to 500 datasets.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export function dashboardBody(subject: DashboardScope): DashboardBody {
  const { namePrefix, region, storageFormats = [datasetDefaultOf("storage")] } = subject;
  const searches =
    (statistic: LakeMetric["statistic"]) => (schema: LakeMetric["schema"], name: string) =>
      searchExpressions({ schema, name, statistic }, subject);
  const sum = searches("Sum");
  const maximum = searches("Maximum");
  const metrics = storageFormats.map((format) => deliveryMetrics[format]);
  const hasParquet = storageFormats.includes("parquet");
  const graphs = [
    graph("Records in", eachAndAll(sum(stream, "IncomingRecords"))),
    ...(hasParquet
      ? [graph("Records converted", eachAndAll(sum(delivery, "SucceedConversion.Records")))]
      : []),
    graph("Records failed", eachAndAll(metrics.flatMap(({ failed }) => sum(delivery, failed)))),
    graph(
      "Records delivered",
      eachAndAll(metrics.flatMap(({ delivered }) => sum(delivery, delivered))),
    ),
    graph(
      "Bytes delivered, as Parquet",
      eachAndAll(metrics.flatMap(({ bytes }) => sum(delivery, bytes))),
    ),
    graph("Seconds until delivery", [
      ...lines(
        "data",
        "data",
        metrics.flatMap(({ freshness }) => maximum(delivery, freshness)),
      ),
      ...lines("raw", "raw copy", maximum(delivery, backupMetrics.freshness)),
    ]),
    graph(
      "Seconds behind in the stream",
      lines(
        "age",
        "",
        maximum(stream, "GetRecords.IteratorAgeMilliseconds").map((age) => `${age} / 1000`),
      ),
    ),
    graph("Rejected by the stream", [
      ...lines("writes", "records", sum(stream, "WriteProvisionedThroughputExceeded")),
      ...lines("reads", "reads", sum(stream, "ReadProvisionedThroughputExceeded")),
      ...lines("puts", "failed puts", sum(stream, "PutRecords.FailedRecords")),
    ]),
    graph("Publisher", [
      ...lines("errors", "errors", sum(publisher, "Errors")),
      ...lines("throttles", "throttles", sum(publisher, "Throttles")),
      ...lines("invocations", "invocations", sum(publisher, "Invocations")),
    ]),
    graph("Bytes scanned by queries, each hour", [
      { id: "scanned", label: "bytes", expression: scannedBytes(subject) },
    ]),
    graph("Price of queries, in dollars", [
      {
        id: "price",
        label: "each hour",
        expression: `${scannedBytes(subject)} / 1024^4 * ${DOLLARS_PER_TERABYTE}`,
      },
      { id: "total", label: "all that is shown", expression: "RUNNING_SUM(price)" },
    ]),
  ];
  const head = {
    type: "text",
    x: 0,
    y: 0,
    width: 24,
    height: headHeight,
    properties: {
      markdown: `# ${namePrefix}\nFrom the stream to the price of queries; one line for each dataset. What an alarm means and what to do: \`docs/operate/runbook.md\`.`,
    },
  };
  return {
    start: "-PT3H",
    widgets: [head, ...graphs.map((each, index) => place({ ...each, region }, index))],
  };
}

function graph(title: string, shown: readonly Line[]) {
  return {
    title,
    view: "timeSeries",
    stacked: false,
    yAxis: { left: { min: 0 } },
    metrics: shown.map((line) => [line]),
  };
}

function place(properties: object, index: number): object {
  return {
    type: "metric",
    x: (index % columns) * width,
    y: headHeight + Math.floor(index / columns) * height,
    width,
    height,
    properties,
  };
}

/** Several expressions of one line are shown as lines with a number. */
function lines(id: string, label: string, expressions: readonly string[]): Line[] {
  return expressions.map((expression, index) =>
    index === 0
      ? { id, label, expression }
      : {
          id: `${id}${index + 1}`,
          label: label === "" ? "" : `${label} ${index + 1}`,
          expression,
        },
  );
}

/** One line for each resource, labelled with its name, and one for their sum. */
function eachAndAll(searches: readonly string[]): Line[] {
  return [
    ...lines("each", "", searches),
    ...lines(
      "all",
      "all",
      searches.map((search) => `SUM(${search})`),
    ),
  ];
}

/** Athena reports bytes by workgroup, type and state of queries; failed and cancelled queries have scanned bytes, too. */
function scannedBytes({ workGroupName }: DashboardScope): string {
  return `SUM(SEARCH('{AWS/Athena,QueryState,QueryType,WorkGroup} MetricName="ProcessedBytes" WorkGroup="${workGroupName}"', 'Sum', ${QUERY_PERIOD_SECONDS}))`;
}
