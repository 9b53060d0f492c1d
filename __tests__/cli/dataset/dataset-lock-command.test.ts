import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { datasetLockCommand } from "../../../cli/dataset/dataset-lock-command";
import { Output } from "../../../cli/terminal/output";
import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";
import { unfolded, useWideScreen } from "../support/wide-screen";

const orders = (columns: Columns): Dataset => ({ name: "orders", description: "Orders.", columns });
const first = orders({ id: column.string(), amount: column.int() });
const grown = orders({ ...first.columns, note: column.string() });
const broken = orders({ ...grown.columns, amount: column.string() });

describe("lake dataset lock", () => {
  useWideScreen();

  let folder: string;
  const file = () => path.join(folder, "orders.lock.json");
  // The command wrote it in this form.
  const lock = () => JSON.parse(readFileSync(file(), "utf8")) as Record<string, unknown>;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "locks-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function run(
    datasets: readonly Dataset[],
    { check = false, json = false } = {},
  ): Promise<{ shown: string; error?: unknown }> {
    const stdout = new PassThrough();
    const read = () => (stdout.read() as Buffer | null)?.toString("utf8") ?? "";
    try {
      await datasetLockCommand(new Output({ stdout, json }), { check }, { datasets, folder });
      return { shown: read() };
    } catch (error) {
      return { shown: read(), error };
    }
  }

  it("writes the first lock of a dataset, and does not change it afterwards", async () => {
    const { shown, error } = await run([first]);
    expect(error).toBeUndefined();
    expect(shown).toContain("written: config/datasets/orders.lock.json");
    expect(lock()).toEqual({
      dataset: "orders",
      version: 1,
      columns: { id: "string", amount: "int" },
      partitionKeys: { year: "bigint", month: "bigint", day: "bigint", hour: "bigint" },
      accepted: [],
    });
    const text = readFileSync(file(), "utf8");
    expect((await run([first])).shown).not.toContain("written");
    expect(readFileSync(file(), "utf8")).toBe(text);
  });

  it("shows a compatible change in a table, and locks it as the next version", async () => {
    await run([first]);
    const { shown } = await run([grown]);
    expect(shown).toMatch(
      /orders +│ 1 +│ 2 +│ [0-9a-f]{8} +│ columns\.note was added at the end as string │ compatible/,
    );
    expect(lock()).toMatchObject({
      version: 2,
      columns: { id: "string", amount: "int", note: "string" },
    });
  });

  it("writes no lock if a change is breaking, and says why", async () => {
    await run([first]);
    const text = readFileSync(file(), "utf8");
    const second = { ...first, name: "refunds" };
    const { shown, error } = await run([broken, second]);
    expect(shown).toContain("breaking");
    expect(error).toMatchObject({
      message: expect.stringContaining(
        "datasets.orders.columns.amount was retyped from int to string",
      ) as string,
    });
    expect(readFileSync(file(), "utf8")).toBe(text);
    expect(readdirSync(folder)).toEqual(["orders.lock.json"]);
  });

  it("locks a breaking change that the lock accepts", async () => {
    await run([first]);
    const acceptance = {
      version: 2,
      change: "columns.amount was retyped from int to string",
      reason: "Nothing was delivered yet.",
    };
    writeFileSync(file(), JSON.stringify({ ...lock(), accepted: [acceptance] }));
    const { shown, error } = await run([broken]);
    expect(error).toBeUndefined();
    expect(unfolded(shown)).toContain(
      "accepted: orders.columns.amount was retyped from int to string: Old objects have another",
    );
    expect(lock()).toMatchObject({
      version: 2,
      columns: { amount: "string", note: "string" },
      accepted: [acceptance],
    });
  });

  it("fails with --check if a lock is missing or out of date, and writes nothing", async () => {
    expect((await run([first], { check: true })).error).toMatchObject({
      message: "Out of date: config/datasets/orders.lock.json",
      advice: "Run `npx lake dataset lock` and commit what it writes.",
    });
    expect(readdirSync(folder)).toEqual([]);
    await run([first]);
    expect((await run([first], { check: true })).error).toBeUndefined();
    expect((await run([grown], { check: true })).error).toBeDefined();
    expect(lock()).toMatchObject({ version: 1 });
  });

  it("prints the same as JSON", async () => {
    await run([first]);
    const { shown } = await run([grown], { json: true });
    expect(JSON.parse(shown)).toEqual({
      written: true,
      locks: [
        {
          dataset: "orders",
          file: "config/datasets/orders.lock.json",
          lockedVersion: 1,
          version: 2,
          schema: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
          changes: [
            {
              change: "columns.note was added at the end as string",
              verdict: "compatible",
              effect: "Null for every event of old objects.",
            },
          ],
        },
      ],
    });
  });
});
