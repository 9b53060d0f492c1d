import { dashboardBody } from "../../../modules/monitoring/dashboard-body";

// The one form in which the module writes a graph.
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

const body = dashboardBody({
  region: "eu-west-1",
  namePrefix: "lake-dev",
  workGroupName: "lake-dev",
});
const graphs = (body.widgets as readonly Graph[]).filter(({ type }) => type === "metric");
const expressions = graphs.flatMap(({ properties }) =>
  properties.metrics.map(([{ expression }]) => expression),
);
const metricNames = new Set(
  expressions.flatMap((text) =>
    [...text.matchAll(/MetricName="([^"]+)"/g)].map(([, name]) => name),
  ),
);

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

  it("finds the lake's resources by the words of their names", () => {
    expect(expressions).toContain(
      `SEARCH('{AWS/Kinesis,StreamName} MetricName="IncomingRecords" StreamName=lake StreamName=dev', 'Sum', 300)`,
    );
  });

  it("counts five dollars for a terabyte that queries scan", () => {
    expect(expressions).toContain(
      `SUM(SEARCH('{AWS/Athena,QueryState,QueryType,WorkGroup} MetricName="ProcessedBytes" WorkGroup="lake-dev"', 'Sum', 3600)) / 1024^4 * 5`,
    );
    expect(expressions).toContain("RUNNING_SUM(price)");
  });

  it("asks within the limits of a search", () => {
    const longest = dashboardBody({
      region: "eu-west-1",
      namePrefix: "a-".repeat(26) + "a",
      workGroupName: "w".repeat(128),
    });
    const all = JSON.stringify(longest).match(/SEARCH\('[^']*'/g) ?? [];
    expect(all.length).toBeGreaterThan(15);
    for (const search of all) expect(search.length).toBeLessThanOrEqual(1024);
  });

  it("gives each line of a graph its own id", () => {
    for (const { properties } of graphs) {
      const ids = properties.metrics.map(([{ id }]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z0-9_]*$/);
    }
  });

  it("lets no two widgets overlap, nor leave the grid", () => {
    const cells = (body.widgets as readonly Graph[]).flatMap(({ x, y, width, height }) => {
      expect(x + width).toBeLessThanOrEqual(24);
      return Array.from({ length: width * height }, (_, cell) =>
        [x + (cell % width), y + Math.floor(cell / width)].join(),
      );
    });
    expect(new Set(cells).size).toBe(cells.length);
  });
});
