import { dashboardBody } from "../../../modules/monitoring/dashboard-body";
import { nonEmpty } from "../../support/non-empty";

// A graph as the module renders it.
interface Graph {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly region: string;
    readonly metrics: readonly [{ readonly id: string; readonly expression: string }][];
  };
}

const dev = { region: "eu-west-1", namePrefix: "lake-dev", workGroupName: "lake-dev" };
const body = dashboardBody(dev);
const graphs = graphsOf(body);
const expressions = graphs.flatMap(({ properties }) =>
  properties.metrics.map(([{ expression }]) => expression),
);
const metricNames = new Set(
  expressions.flatMap((text) =>
    [...text.matchAll(/MetricName="([^"]+)"/g)].map(([, name]) => name),
  ),
);

function graphsOf({ widgets }: typeof body): readonly Graph[] {
  return (widgets as readonly Graph[]).filter(({ type }) => type === "metric");
}

describe("the dashboard", () => {
  it.each([
    ["in", "IncomingRecords"],
    ["converted", "SucceedConversion.Records"],
    ["failed", "FailedConversion.Records"],
    ["delivered", "DeliveryToS3.Records"],
    ["lag of the reader", "GetRecords.IteratorAgeMilliseconds"],
    ["lag of delivery", "DeliveryToS3.DataFreshness"],
    ["scanned by queries", "ProcessedBytes"],
  ])("shows what is %s", (_, metric) => {
    expect(metricNames).toContain(metric);
  });

  it.each([
    [["parquet", "iceberg"] as const, true],
    [["iceberg"] as const, false],
  ])("shows the deliveries of the formats that the lake has: %j", (storageFormats, hasParquet) => {
    const shown = JSON.stringify(dashboardBody({ ...dev, storageFormats }));
    for (const metric of ["SuccessfulRowCount", "FailedRowCount", "Bytes", "DataFreshness"]) {
      expect(shown).toContain(`DeliveryToIceberg.${metric}`);
    }
    for (const metric of ["SucceedConversion.Records", "DeliveryToS3.Records"]) {
      expect(shown.includes(metric)).toBe(hasParquet);
    }
    expect(JSON.stringify(body)).not.toContain("Iceberg");
  });

  it("searches the lake's resources by the words of their names", () => {
    expect(expressions).toContain(
      `SEARCH('{AWS/Kinesis,StreamName} MetricName="IncomingRecords" StreamName=lake StreamName=dev', 'Sum', 300)`,
    );
  });

  it("finds existing streams by their exact names besides", () => {
    const keeping = dashboardBody({
      ...dev,
      existingStreamNames: ["Old-Stream", "old.stream"],
      existingDeliveryStreamNames: ["Old-Firehose"],
    });
    const all = JSON.stringify(keeping).replaceAll('\\"', '"');
    const words = (dimension: string) => `(${dimension}=lake ${dimension}=dev)`;
    expect(all).toContain(
      `SEARCH('{AWS/Kinesis,StreamName} MetricName="IncomingRecords" (${words("StreamName")} OR StreamName="Old-Stream" OR StreamName="old.stream")', 'Sum', 300)`,
    );
    expect(all).toContain(
      `SEARCH('{AWS/Firehose,DeliveryStreamName} MetricName="DeliveryToS3.Bytes" (${words("DeliveryStreamName")} OR DeliveryStreamName="Old-Firehose")', 'Sum', 300)`,
    );
    expect(all).toContain(
      `SEARCH('{AWS/Lambda,FunctionName} MetricName="Errors" FunctionName=lake FunctionName=dev', 'Sum', 300)`,
    );
  });

  it("calculates five dollars for each terabyte that queries scan", () => {
    expect(expressions).toContain(
      `SUM(SEARCH('{AWS/Athena,QueryState,QueryType,WorkGroup} MetricName="ProcessedBytes" WorkGroup="lake-dev"', 'Sum', 3600)) / 1024^4 * 5`,
    );
    expect(expressions).toContain("RUNNING_SUM(price)");
  });

  it("stays within the limits of a search expression", () => {
    const longest = dashboardBody({
      region: "eu-west-1",
      namePrefix: "a-".repeat(26) + "a",
      workGroupName: "w".repeat(128),
    });
    const all = JSON.stringify(longest).match(/SEARCH\('[^']*'/g) ?? [];
    expect(all.length).toBeGreaterThan(15);
    for (const search of all) expect(search.length).toBeLessThanOrEqual(1024);
  });

  it("asks in several lines where existing streams are too many for one search", () => {
    const existingStreamNames = Array.from({ length: 16 }, (_, n) => "s".repeat(120) + n);
    const [recordsIn] = graphsOf(dashboardBody({ ...dev, existingStreamNames }));
    const lines = recordsIn?.properties.metrics.map(([line]) => line) ?? [];
    expect(lines.map(({ id }) => id)).toEqual(["each", "each2", "each3", "all", "all2", "all3"]);
    for (const each of ["each", "all"]) {
      const text = lines
        .filter(({ id }) => id.startsWith(each))
        .map(({ expression }) => expression)
        .join();
      for (const name of existingStreamNames) expect(text.split(`"${name}"`)).toHaveLength(2);
      expect(text.split("StreamName=lake")).toHaveLength(2);
    }
    for (const { expression } of lines) {
      const [search = ""] = /SEARCH\('[^']*', 'Sum', 300\)/.exec(expression) ?? [];
      expect(search.length).toBeGreaterThan(100);
      expect(search.length).toBeLessThanOrEqual(1024);
    }
  });

  it("gives each line of a graph its own id", () => {
    for (const { properties } of nonEmpty(graphs)) {
      const ids = properties.metrics.map(([{ id }]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z0-9_]*$/);
    }
  });

  it("has no widgets that overlap or leave the grid", () => {
    const cells = (body.widgets as readonly Graph[]).flatMap(({ x, y, width, height }) => {
      expect(x + width).toBeLessThanOrEqual(24);
      return Array.from({ length: width * height }, (_, cell) =>
        [x + (cell % width), y + Math.floor(cell / width)].join(),
      );
    });
    expect(new Set(nonEmpty(cells)).size).toBe(cells.length);
  });
});
