import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Deployment } from "../../../cli/emulator/stack/deploy-lake";
import type { Status } from "../../../cli/status/read-status";
import { lakeHome } from "../../../local/home/lake-home";
import { freePort } from "../../../local/processes/free-port";
import { until } from "../../support/until";
import { requirePyiceberg } from "../../../toolchain/iceberg/pyiceberg";
import { readWithPyiceberg } from "../../local/firehose/iceberg/support/iceberg-lake";
import { LakeCommand } from "../../support/emulator/lake-command";
import { copyProject } from "../../support/emulator/project-copy";

const MINUTE = 60_000;

const ORDERS = `import { column, defineDataset } from "../dataset";

export const orders = defineDataset({
  name: "orders",
  description: "Orders of the shop.",
  storage: "iceberg",
  columns: {
    order_id: column.bigint(),
    buyer: column.struct({ full_name: column.string(), country: column.string() }),
    amount: column.int(),
    made_at: column.timestamp(),
  },
});
`;
/** Renamed, widened, reordered, added to and nested changes. */
const EVOLVED = ORDERS.replace(
  /columns: \{[^]*\n {2}\},/,
  `columns: {
    amount: column.bigint(),
    order_id: column.bigint(),
    customer: column.struct(
      { country: column.string(), name: column.string({ renamedFrom: "full_name" }) },
      { renamedFrom: "buyer" },
    ),
    made_at: column.timestamp(),
    note: column.string(),
  },`,
);
const INDEX = `import type { Dataset } from "../dataset";
import { orders } from "./orders";

export const datasets: readonly Dataset[] = [orders];
`;
/** Microseconds, as Firehose takes times for Iceberg tables. */
const MADE_AT = 1_767_225_599_999_000;
const events = Array.from({ length: 3 }, (_, index) => ({
  order_id: index + 1,
  buyer: { full_name: `Ada ${String(index + 1)}`, country: "GB" },
  amount: (index + 1) * 10,
  made_at: MADE_AT,
}));

describe("a dataset with an Iceberg table", () => {
  const project = copyProject();
  const lake = new LakeCommand(project);
  let endpointUrl: string;
  let database: string;

  function eventsFile(name: string, records: readonly object[]): string {
    const file = path.join(lake.home, name);
    writeFileSync(file, records.map((record) => JSON.stringify(record)).join("\n"));
    return file;
  }

  const rowsOf = async (sql: string) =>
    (await lake.json<{ rows: (string | null)[][] }>("query", sql)).rows;

  const stage = async (name: string) =>
    (await lake.json<Status>("status")).datasets[0]?.stages.find((each) => each.stage === name);

  beforeAll(async () => {
    const folder = path.join(project, "config", "datasets");
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    writeFileSync(path.join(folder, "orders.ts"), ORDERS);
    writeFileSync(path.join(folder, "index.ts"), INDEX);
    await lake.json("dataset", "lock");
    const port = String(await freePort());
    const { outputs } = await lake.json<Deployment>("up", "--port", port);
    database = String(outputs["database_name"]);
    endpointUrl = `http://127.0.0.1:${port}`;
    // Installed there by `up`.
    process.env["PYICEBERG_PYTHON"] = await requirePyiceberg(
      lakeHome({ LAKE_HOME: lake.home }).toolsFolder,
    );
  }, 15 * MINUTE);

  afterAll(async () => {
    await lake.run("down");
  }, 3 * MINUTE);

  it(
    "is delivered and queried, a snapshot for each buffer",
    async () => {
      await lake.json("publish", eventsFile("orders.jsonl", events), "--wait");
      expect(
        await rowsOf("SELECT order_id, buyer.full_name, amount FROM orders ORDER BY 1"),
      ).toEqual(
        events.map(({ order_id, buyer, amount }) => [
          String(order_id),
          buyer.full_name,
          String(amount),
        ]),
      );
      expect(await rowsOf("SELECT DISTINCT made_at FROM orders")).toEqual([
        ["2025-12-31 23:59:59.999000"],
      ]);
      expect(
        await rowsOf(
          "SELECT sum(CAST(summary['added-records'] AS bigint)) FROM \"orders$snapshots\"",
        ),
      ).toEqual([["3"]]);
      expect(await stage("lake")).toMatchObject({ state: "Iceberg", records: 3 });
      expect(await stage("upkeep")).toMatchObject({
        state: expect.stringMatching(/^3 optimizers enabled/) as string,
      });
    },
    5 * MINUTE,
  );

  it(
    "has what is no row of it next to the source records, with the reason",
    async () => {
      const file = eventsFile("bad.jsonl", [{ ...events[0], amount: "ten" }]);
      const { exitCode, stdout } = await lake.run("publish", file, "--wait", "--json");
      expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/-raw\/errors\/orders\//)]);
      expect(await stage("errors")).toMatchObject({
        lastError: expect.stringMatching(/^Iceberg\.DataTypeMismatch: /) as string,
        lastObject: expect.stringMatching(/^errors\/orders\/iceberg-failed\/year=/) as string,
      });
      expect(await rowsOf("SELECT count(*) FROM orders")).toEqual([["3"]]);
    },
    5 * MINUTE,
  );

  const refusal = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await lake.run(...args, "--json");
    return [exitCode, stdout];
  };

  const evolve = async (option: string) =>
    (await lake.json<{ tables: unknown[] }>("evolve", "--env", "local", option)).tables;

  it.each([
    [["crawl"], "has no crawler"],
    [["publish", "--dry-run", "orders.jsonl"], "has an Iceberg table"],
    [["replay", "--from", "errors", "--dry-run"], "has an Iceberg table"],
  ])("refuses %j by name", async (args, reason) => {
    expect(await refusal(...args)).toEqual([1, expect.stringContaining(reason)]);
  });

  it(
    "is not changed by a second deployment, whatever was committed",
    async () => {
      const { exitCode, stdout } = await lake.run("up", "--refresh", "--json");
      expect([exitCode, JSON.parse(stdout)]).toMatchObject([
        0,
        { changes: { add: 0, change: 0, remove: 0 } },
      ]);
      expect(await rowsOf("SELECT count(*) FROM orders")).toEqual([["3"]]);
    },
    10 * MINUTE,
  );

  it(
    "evolves with its dataset, and keeps the values of old rows under the new names",
    async () => {
      const late = { ...events[0], order_id: 4, amount: 40 };
      await lake.json("publish", eventsFile("late.jsonl", [late]));
      writeFileSync(path.join(project, "config", "datasets", "orders.ts"), EVOLVED);
      expect(await refusal("up")).toEqual([
        1,
        expect.stringContaining("orders has changes that are not in its lock yet"),
      ]);
      await lake.json("dataset", "lock");
      expect(await evolve("--dry-run")).toMatchObject([
        { deployedVersion: 1, lockedVersion: 2, evolved: false },
      ]);
      expect(await stage("table")).toMatchObject({
        state: "Iceberg, version 1",
        advice:
          "schema: version 2 in the lock, 1 deployed. Run: npx lake evolve --env local --dataset orders",
      });
      const { outputs } = await lake.json<Deployment>("up");
      expect(outputs["orders_schema_version"]).toBe(2);
      expect(await evolve("--yes")).toMatchObject([
        { deployedVersion: 2, lockedVersion: 2, changes: [], evolved: false },
      ]);
      const order = {
        ...{ amount: 2 ** 40, order_id: 5, note: "new", made_at: MADE_AT },
        customer: { country: "PL", name: "Łukasz" },
      };
      // Waiting for it by `--wait` may report the failed record above, too, which arrived just before.
      await lake.json("publish", eventsFile("evolved.jsonl", [order]));
      await until("its row", async () => {
        const [[count] = []] = await rowsOf("SELECT count(*) FROM orders");
        return count === "5";
      });
      const rows = [
        ...[...events, late].map(({ order_id, amount }, index) => [
          ...[order_id, amount, `Ada ${String((index % 3) + 1)}`, "GB", null],
        ]),
        [5, 2 ** 40, "Łukasz", "PL", "new"],
      ];
      expect(
        await rowsOf(
          "SELECT order_id, amount, customer.name, customer.country, note FROM orders ORDER BY 1",
        ),
      ).toEqual(rows.map((row) => row.map((value) => (value === null ? null : String(value)))));
      const { rows: read } = await readWithPyiceberg(endpointUrl, `${database}.orders`);
      expect(
        read
          .map(({ order_id: id, amount, customer, note }) => {
            const { name, country } = customer as Readonly<Record<string, unknown>>;
            return [id, amount, name, country, note];
          })
          .sort(([a], [b]) => Number(a) - Number(b)),
      ).toEqual(rows);
      expect(Object.keys(read[0] ?? {})).toEqual([
        ...["amount", "order_id", "customer", "made_at", "note"],
      ]);
    },
    15 * MINUTE,
  );

  it(
    "is not deployed again after it has evolved",
    async () => {
      expect(await lake.json("up", "--refresh")).toMatchObject({
        changes: { add: 0, change: 0, remove: 0 },
      });
    },
    10 * MINUTE,
  );
});
