import { readFileSync } from "node:fs";
import type { DemoReport } from "../../cli/demo/demo-command";
import { earthquakesFile } from "../../cli/demo/earthquakes";
import type { QueryResult } from "../../cli/query/athena-query";
import type { Earthquake } from "../fixtures/datasets/earthquakes";
import { freePort } from "../../local/processes/free-port";
import { readmeCommand } from "../support/readme/readme-commands";
import { LakeCommand } from "../support/emulator/lake-command";

const MINUTE = 60_000;

/** What the questions need of a feature; none of them lacks it. */
interface Quake {
  readonly mag: number;
  readonly magType: string;
  readonly net: string;
  readonly place: string;
  readonly time: number;
  readonly depth: number;
}

describe("lake demo", () => {
  const quakes = readQuakes();
  const lake = new LakeCommand();
  let report: DemoReport;

  beforeAll(async () => {
    report = await lake.json<DemoReport>(
      ...readmeCommand("npm run demo"),
      ...readmeCommand("npm run demo -- --bad-event").slice(1),
      ...readmeCommand("npm run demo -- --keep").slice(1),
      "--port",
      String(await freePort()),
    );
  }, 15 * MINUTE);

  afterAll(() => lake.run("down"));

  it("delivers every event of both datasets, and the one that can't be converted as such", () => {
    const counts = report.datasets.map(({ dataset, published, delivered, failed, backedUp }) => ({
      dataset,
      published,
      delivered,
      failed,
      backedUp,
    }));
    expect(counts).toEqual([
      { dataset: "sample_events", published: 1002, delivered: 1001, failed: 1, backedUp: 1002 },
      { dataset: "earthquakes", published: 1707, delivered: 1707, failed: 0, backedUp: 1707 },
    ]);
    const [failure] = report.datasets.flatMap(({ failures }) => failures);
    expect(failure).toMatchObject({ code: "DataFormatConversion.MalformedData" });
    expect(failure?.record).toContain('"sourceTimestamp":"yesterday"');
  });

  it("finds the strongest earthquakes that the source file has", () => {
    const strongest = [...quakes].sort((a, b) => b.mag - a.mag || a.time - b.time).slice(0, 5);
    expect(report.answers[1]?.rows).toEqual(
      strongest.map(({ mag, place, time }) => [
        mag.toFixed(1),
        place,
        new Date(time).toISOString().replace("T", " ").replace("Z", ""),
      ]),
    );
  });

  it("counts and averages each kind of magnitude as the source file does", async () => {
    const expected = [...groupBy(quakes, ({ magType }) => magType)]
      .map(([magType, group]) => ({
        magType,
        count: group.length,
        average: group.reduce((sum, { mag }) => sum + mag, 0) / group.length,
      }))
      .sort((a, b) => b.count - a.count || (a.magType < b.magType ? -1 : 1));
    const rows = await ask(`
      SELECT properties.magtype, count(DISTINCT id), avg(properties.mag) FROM earthquakes
      GROUP BY 1 ORDER BY 2 DESC, 1`);
    expect(rows.map(([magType, count]) => [magType, Number(count)])).toEqual(
      expected.map(({ magType, count }) => [magType, count]),
    );
    rows.forEach(([, , average], index) => {
      expect(Math.abs(Number(average) - (expected[index]?.average ?? NaN))).toBeLessThan(1e-9);
    });
  });

  it("finds the depth and place of each network's deepest earthquake in the source file", async () => {
    const expected = [...groupBy(quakes, ({ net }) => net).values()]
      .map((group) => group.reduce((a, b) => (b.depth > a.depth ? b : a)))
      .sort((a, b) => b.depth - a.depth);
    const rows = await ask(`
      SELECT properties.net, max(depth), max_by(properties.place, depth) FROM earthquakes
      CROSS JOIN UNNEST(geometry.coordinates) WITH ORDINALITY AS coordinate (depth, position)
      WHERE position = 3 GROUP BY properties.net ORDER BY 2 DESC`);
    expect(rows.map(([net, depth, place]) => [net, Number(depth), place])).toEqual(
      expected.map(({ net, depth, place }) => [net, depth, place]),
    );
  });

  async function ask(sql: string): Promise<QueryResult["rows"]> {
    return (await lake.json<QueryResult>("query", sql)).rows;
  }
});

function readQuakes(): Quake[] {
  // The file is a GeoJSON collection of such features.
  const { features } = JSON.parse(readFileSync(earthquakesFile, "utf8")) as {
    features: Earthquake[];
  };
  return features.map(({ properties, geometry }) => ({
    // Every feature of the file has these.
    ...(properties as Omit<Quake, "depth">),
    depth: geometry?.coordinates?.[2] ?? NaN,
  }));
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
