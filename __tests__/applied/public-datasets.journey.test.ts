import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { earthquakesFile } from "../../cli/demo/earthquakes";
import { freePort } from "../../local/processes/free-port";
import { copyProject } from "../support/emulator/project-copy";
import { LakeCommand } from "../support/emulator/lake-command";

const MINUTE = 60_000;

/** Public data that comes with the package of the demo's earthquakes. */
const data = (file: string) => path.join(path.dirname(earthquakesFile), file);

/** A public dataset, and one of its columns of numbers, as its file and as its table call it. */
interface Sample {
  readonly file: string;
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly events: number;
}

const first: Sample = {
  file: "movies.json",
  table: "movies",
  key: "US Gross",
  column: "us_gross",
  events: 3201,
};
/** These are added before anything is deployed: a deploy costs more than all the rest. */
const waiting: readonly Sample[] = [
  {
    file: "seattle-weather.csv",
    table: "seattle_weather",
    key: "precipitation",
    column: "precipitation",
    events: 1461,
  },
  { file: "sp500-2000.csv", table: "sp500", key: "adjclose", column: "adjclose", events: 5105 },
];
const later: Sample = {
  file: "birdstrikes.csv",
  table: "birdstrikes",
  key: "Cost Total $",
  column: "cost_total",
  events: 10_000,
};

interface Added {
  readonly fields: readonly { readonly path: string; readonly type: string | null }[];
  readonly lake: { readonly events: number };
}

const untyped = ({ fields }: Added) => fields.filter(({ type }) => type === null);

describe("public datasets on the embedded AWS", () => {
  const project = copyProject();
  const lake = new LakeCommand(project);

  let port: string;
  beforeAll(async () => {
    port = String(await freePort());
  });

  afterAll(async () => {
    await lake.run("down");
  }, 3 * MINUTE);

  const addTo = (table: string, file: string, ...options: readonly string[]) =>
    lake.json<Added>("dataset", "add", table, "--from", data(file), ...options);

  /** Compares the lake with what another program reads of the file. */
  async function expectSums({ file, table, key, column, events }: Sample): Promise<void> {
    const { rows } = await lake.json<{ rows: string[][] }>(
      "query",
      `SELECT count(*), count("${column}"), sum(CAST("${column}" AS double)) FROM ${table}`,
    );
    const expected = await fromFile(data(file), key);
    const [counted, values, sum] = (rows[0] ?? []).map(Number);
    expect([counted, values]).toEqual([events, expected.values]);
    expect(sum).toBeCloseTo(expected.sum, 3);
  }

  it(
    "go from a file to checked sums in one command, which deploys what waits to be deployed",
    async () => {
      for (const { table, file } of waiting) expect(untyped(await addTo(table, file))).toEqual([]);
      const added = await addTo(first.table, first.file, "--publish", "--port", port);
      expect(untyped(added)).toEqual([]);
      expect(added.lake.events).toBe(first.events);
      await expectSums(first);
    },
    30 * MINUTE,
  );

  it.each(waiting)(
    "have the sums of $file where it is published to its deployed dataset",
    async (sample) => {
      await lake.json("publish", data(sample.file), "--dataset", sample.table, "--wait");
      await expectSums(sample);
    },
    10 * MINUTE,
  );

  it(
    "go into a lake that is deployed already in one command",
    async () => {
      const added = await addTo(later.table, later.file, "--publish");
      expect(untyped(added)).toEqual([]);
      expect(added.lake.events).toBe(later.events);
      await expectSums(later);
    },
    30 * MINUTE,
  );
});

/** What DuckDB, and none of this project's code, reads of a file. */
async function fromFile(file: string, key: string): Promise<{ values: number; sum: number }> {
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `SELECT count("${key}"), sum(CAST("${key}" AS DOUBLE)) FROM '${file}'`,
    );
    const [values, sum] = (reader.getRows()[0] ?? []).map(Number);
    return { values: values ?? 0, sum: sum ?? 0 };
  } finally {
    instance.closeSync();
  }
}
