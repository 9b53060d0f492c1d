/** The lake that a dashboard shows. */
export interface DashboardScope {
  readonly region: string;
  /** Prefix of the names of the lake's streams and functions: words separated by hyphens. */
  readonly namePrefix: string;
  readonly workGroupName: string;
}

/** A metric of every resource of one kind in the lake. */
interface LakeMetric {
  /** Namespace and dimension. */
  readonly schema: readonly [namespace: string, dimension: string];
  readonly name: string;
  readonly statistic: "Sum" | "Maximum";
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

const PERIOD_SECONDS = 300;
/** Queries are rare, so their bytes are aggregated by hour. */
const QUERY_PERIOD_SECONDS = 3600;
/** https://aws.amazon.com/athena/pricing/ */
const DOLLARS_PER_TERABYTE = 5;

const columns = 3;
const width = 24 / columns;
const height = 6;
const headHeight = 3;

const stream = ["AWS/Kinesis", "StreamName"] as const;
const delivery = ["AWS/Firehose", "DeliveryStreamName"] as const;
const publisher = ["AWS/Lambda", "FunctionName"] as const;

/**
 * The whole lake, from the streams to the cost of queries. Every graph uses a search expression, so that the dashboard does not
 * change with the datasets, and each graph can show up to 500 datasets.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export function dashboardBody(subject: DashboardScope): DashboardBody {
  const { namePrefix, region } = subject;
  const search = (metric: LakeMetric) => searchExpression(metric, namePrefix);
  const sum = (schema: LakeMetric["schema"], name: string) =>
    search({ schema, name, statistic: "Sum" });
  const maximum = (schema: LakeMetric["schema"], name: string) =>
    search({ schema, name, statistic: "Maximum" });
  const graphs = [
    graph("Records in", eachAndAll(sum(stream, "IncomingRecords"))),
    graph("Records converted", eachAndAll(sum(delivery, "SucceedConversion.Records"))),
    graph("Records failed", eachAndAll(sum(delivery, "FailedConversion.Records"))),
    graph("Records delivered", eachAndAll(sum(delivery, "DeliveryToS3.Records"))),
    graph("Bytes delivered, as Parquet", eachAndAll(sum(delivery, "DeliveryToS3.Bytes"))),
    graph("Seconds until delivery", [
      { id: "data", label: "data", expression: maximum(delivery, "DeliveryToS3.DataFreshness") },
      { id: "raw", label: "raw copy", expression: maximum(delivery, "BackupToS3.DataFreshness") },
    ]),
    graph("Seconds behind in the stream", [
      {
        id: "age",
        label: "",
        expression: `${maximum(stream, "GetRecords.IteratorAgeMilliseconds")} / 1000`,
      },
    ]),
    graph("Refused by the stream", [
      {
        id: "writes",
        label: "records",
        expression: sum(stream, "WriteProvisionedThroughputExceeded"),
      },
      { id: "reads", label: "reads", expression: sum(stream, "ReadProvisionedThroughputExceeded") },
      { id: "puts", label: "failed puts", expression: sum(stream, "PutRecords.FailedRecords") },
    ]),
    graph("Publisher", [
      { id: "errors", label: "errors", expression: sum(publisher, "Errors") },
      { id: "throttles", label: "throttles", expression: sum(publisher, "Throttles") },
      { id: "invocations", label: "invocations", expression: sum(publisher, "Invocations") },
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

function graph(title: string, lines: readonly Line[]) {
  return {
    title,
    view: "timeSeries",
    stacked: false,
    yAxis: { left: { min: 0 } },
    metrics: lines.map((line) => [line]),
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

/** One line for each resource, labelled with its name, and one for their sum. */
function eachAndAll(search: string): Line[] {
  return [
    { id: "each", label: "", expression: search },
    { id: "all", label: "all", expression: `SUM(${search})` },
  ];
}

/**
 * Finds a metric of every resource whose name contains all words of the prefix. CloudWatch searches for words, not for prefixes,
 * so a dataset with the name of another environment is shown there, too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
function searchExpression({ schema, name, statistic }: LakeMetric, namePrefix: string): string {
  const [namespace, dimension] = schema;
  const words = namePrefix.split("-").map((word) => `${dimension}=${word}`);
  return `SEARCH('{${namespace},${dimension}} MetricName="${name}" ${words.join(" ")}', '${statistic}', ${PERIOD_SECONDS})`;
}

/** Athena reports bytes by work group, type and state of queries; failed and cancelled queries have scanned bytes, too. */
function scannedBytes({ workGroupName }: DashboardScope): string {
  return `SUM(SEARCH('{AWS/Athena,QueryState,QueryType,WorkGroup} MetricName="ProcessedBytes" WorkGroup="${workGroupName}"', 'Sum', ${QUERY_PERIOD_SECONDS}))`;
}
