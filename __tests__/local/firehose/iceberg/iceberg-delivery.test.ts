/** @jest-environment <rootDir>/__tests__/support/emulator/optional-pyiceberg-environment.ts */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { parseHiveType } from "../../../../formats/hive-type";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { CommitWorker } from "../../../../local/iceberg/commits/commit-worker";
import { IcebergConverter } from "../../../../local/firehose/iceberg/iceberg-converter";
import { fieldsOfColumns } from "../../../../local/iceberg/creation/schema-of-columns";
import { KillableEmulator } from "../../../support/emulator/killable-emulator";
import { until } from "../../../support/until";
import {
  appendWithPyiceberg,
  createIcebergTable,
  createLake,
  deliverTo,
  evolve,
  objectsBelow,
  put,
  query,
  readWithPyiceberg,
  rowsOf,
} from "./support/iceberg-lake";

const COLUMNS = {
  id: "bigint",
  staffName: "string",
  count: "int",
  ratio: "double",
  price: "decimal(10,2)",
  flag: "boolean",
  day: "date",
  at: "timestamp",
  raw: "binary",
  event: "struct<staffName:string,sizes:array<struct<w:int,h:float>>>",
  labels: "map<string,bigint>",
};

/** The forms of AWS's page on data types, and what they are. */
const RECORDS = [
  {
    id: 1,
    staffName: "Łukasz",
    count: 7,
    ratio: 9.18477568715142,
    price: 94552.13,
    flag: true,
    day: 19970,
    at: 1725476175099001,
    raw: "AP8=",
    event: { staffName: "Ann", sizes: [{ w: 1, h: 0.5 }, null] },
    labels: { a: 1, b: null },
    unknown: { skipped: true },
  },
  {
    id: "2",
    staffName: "",
    count: "-7",
    ratio: "9.18477568715142",
    price: "94552.13",
    flag: "false",
    day: "2024-09-04",
    at: "2024-09-04T18:56:15.099Z",
    raw: "00ff01",
    event: { sizes: [] },
    labels: '{"c":9007199254740993}',
  },
  { id: 3, flag: 1, price: 5, at: "1969-12-31T23:59:59.999999" },
  { id: 4, flag: 0, ratio: 1e300 },
];

const ROWS = [
  {
    id: 1,
    staffName: "Łukasz",
    count: 7,
    ratio: 9.18477568715142,
    price: "94552.13",
    flag: true,
    day: "2024-09-04",
    at: "2024-09-04 18:56:15.099001",
    raw: "00ff",
    event: { staffName: "Ann", sizes: [{ w: 1, h: 0.5 }, null] },
    labels: [
      ["a", 1],
      ["b", null],
    ],
  },
  {
    id: 2,
    staffName: "",
    count: -7,
    ratio: 9.18477568715142,
    price: "94552.13",
    flag: false,
    day: "2024-09-04",
    at: "2024-09-04 18:56:15.099000",
    raw: "00ff01",
    event: { staffName: null, sizes: [] },
    labels: [["c", 9007199254740992]],
  },
  { ...nulls(), id: 3, flag: true, price: "5.00", at: "1969-12-31 23:59:59.999999" },
  { ...nulls(), id: 4, flag: false, ratio: 1e300 },
];

/** Commits of another writer. */
const OTHERS = 4;

function nulls(): Record<string, null> {
  return Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, null]));
}

describe("delivery to Iceberg tables", () => {
  const folder = mkdtempSync(join(tmpdir(), "iceberg-delivery-"));
  let aws: KillableEmulator;

  beforeAll(async () => {
    if (process.env["PYICEBERG_PYTHON"] === undefined) return;
    aws = await KillableEmulator.start(folder);
    await createLake(aws.clients);
  }, 60_000);

  afterAll(async () => {
    await aws?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const arrived = (table: string, count: number) =>
    until(`${count} rows of ${table}`, async () => (await rowsOf(aws.clients, table)) >= count);

  it("makes rows of every documented form, which others read", async () => {
    await createIcebergTable(aws.clients, "forms", COLUMNS);
    await deliverTo(aws.clients, "forms");
    await put(aws.clients, "forms", RECORDS);
    await arrived("forms", RECORDS.length);
    const { rows, snapshots } = await readWithPyiceberg(aws.endpointUrl, "forms");
    expect([...rows].sort((a, b) => Number(a["id"]) - Number(b["id"]))).toEqual(ROWS);
    expect(snapshots).toMatchObject([{ operation: "append", "added-records": "4" }]);
    const own = await query(
      aws.clients,
      `SELECT id, staffname, event.staffname, cardinality(event.sizes), element_at(labels, 'a'), at, raw, price
       FROM forms ORDER BY id`,
    );
    expect(own.slice(0, 2)).toEqual(
      [
        ...[["1", "Łukasz", "Ann", "2", "1", "2024-09-04 18:56:15.099001"]],
        ...[["2", "", undefined, "0", undefined, "2024-09-04 18:56:15.099000"]],
      ].map((row, index) => [...row, ["00 ff", "00 ff 01"][index], "94552.13"]),
    );
  });

  it.each<[string, unknown, string]>([
    ["text", "no JSON", "Iceberg.InvalidJson"],
    ["an array", "[1]", "Iceberg.InvalidJson"],
    ["two objects", '{"id":1}{"id":2}', "Iceberg.InvalidJson"],
    ["no column", { ID: 1 }, "Iceberg.MissingColumnWithinRecord"],
    ["a text for a number", { id: "x" }, "Iceberg.DataTypeMismatch"],
    ["a number for a text", { id: 1, staffName: 5 }, "Iceberg.DataTypeMismatch"],
    ["a number above the type", { id: 1, count: 2 ** 31 }, "Iceberg.DataTypeMismatch"],
    ["a blank for the T", { id: 1, at: "2024-09-04 18:56:15" }, "Iceberg.DataTypeMismatch"],
    ["an offset", { id: 1, at: "2024-09-04T18:56:15-07:00" }, "Iceberg.DataTypeMismatch"],
    ["either bytes", { id: 1, raw: "00ff00ff" }, "Iceberg.DataTypeMismatch"],
    ["a list for an object", { id: 1, event: [] }, "Iceberg.DataTypeMismatch"],
  ])("is refused for %s", (_, record, code) => {
    const data = Buffer.from(typeof record === "string" ? record : JSON.stringify(record));
    const fields = fieldsOfColumns(
      Object.entries(COLUMNS).map(([name, type]) => ({
        name,
        type: parseHiveType(type, { keepsCase: true }),
      })),
    );
    expect(() => new IcebergConverter(fields).convert(data)).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });

  it("writes what is no row to the error output, and all records to the backup", async () => {
    await createIcebergTable(aws.clients, "failing", { id: "bigint", name: "string" });
    await deliverTo(aws.clients, "failing", { S3BackupMode: "AllData" });
    const records = [{ id: 1, name: "a" }, { name: 2 }, { id: 3 }].map(
      (record) => `${JSON.stringify(record)}\n`,
    );
    await put(aws.clients, "failing", records);
    await arrived("failing", 2);
    await until("a backup", async () => {
      const backups = await objectsBelow(aws.clients, "raw/failing/");
      return backups.join("") === records.join("");
    });
    expect(await query(aws.clients, "SELECT * FROM failing ORDER BY id")).toEqual([
      ["1", "a"],
      ["3", undefined],
    ]);
    const [errors = ""] = await objectsBelow(aws.clients, "errors/failing/iceberg-failed/");
    expect(JSON.parse(errors)).toMatchObject({
      attemptsMade: 1,
      errorCode: "Iceberg.DataTypeMismatch",
      errorMessage: "Column name: expected string, found 2.",
      rawData: Buffer.from(records[1] ?? "").toString("base64"),
    });
  });

  it("writes by the present schema, whose fields keep their ids", async () => {
    await createIcebergTable(aws.clients, "evolving", { id: "bigint", name: "string" });
    await deliverTo(aws.clients, "evolving");
    await put(aws.clients, "evolving", [{ id: 1, name: "old" }]);
    await arrived("evolving", 1);
    await evolve(aws.clients, "evolving", [
      { id: 2, name: "Title", type: "string" },
      { id: 1, name: "id", type: "long" },
    ]);
    await put(aws.clients, "evolving", [{ id: 2, Title: "new", name: "unknown" }]);
    await arrived("evolving", 2);
    const { rows } = await readWithPyiceberg(aws.endpointUrl, "evolving");
    expect([...rows].sort((a, b) => Number(a["id"]) - Number(b["id"]))).toEqual([
      { Title: "old", id: 1 },
      { Title: "new", id: 2 },
    ]);
  });

  it("loses and repeats nothing while another writer commits, or when its process is killed", async () => {
    await createIcebergTable(aws.clients, "contested", { id: "bigint" });
    await deliverTo(aws.clients, "contested");
    const others = appendWithPyiceberg(aws.endpointUrl, "contested", OTHERS);
    let id = 0;
    const putMore = async () => {
      await put(aws.clients, "contested", [{ id: (id += 1) }, { id: (id += 1) }]);
    };
    let isAppending = true;
    const appended = others.finally(() => (isAppending = false));
    while (isAppending) {
      await putMore();
      await sleep(500);
    }
    await appended;
    await arrived("contested", OTHERS + id);
    await aws.kill();
    // As if it had been killed between a commit and its checkpoint.
    rmSync(join(folder, "state", "firehose", "checkpoints"), { recursive: true });
    aws = await KillableEmulator.start(folder);
    await putMore();
    await arrived("contested", OTHERS + id);
    const { rows, snapshots } = await readWithPyiceberg(aws.endpointUrl, "contested");
    expect(rows.map((row) => Number(row["id"])).sort((a, b) => a - b)).toEqual([
      ...Array.from({ length: OTHERS }, (_, index) => index - OTHERS),
      ...Array.from({ length: id }, (_, index) => index + 1),
    ]);
    expect(snapshots.filter((summary) => "firehose.positions" in summary).length).toBeGreaterThan(
      1,
    );
  }, 180_000);

  it("keeps all rows, and what was delivered, when snapshots expire and orphans are removed", async () => {
    const log = { info: () => undefined, error: () => undefined };
    const python = process.env["PYICEBERG_PYTHON"] ?? "";
    const worker = new CommitWorker(() => Promise.resolve(python), log);
    const target = {
      ...{ endpointUrl: aws.endpointUrl, region: aws.region },
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      table: { databaseName: "db", tableName: "contested" },
    };
    const before = await readWithPyiceberg(aws.endpointUrl, "contested");
    const stream = before.snapshots.at(-1)?.["firehose.delivery-stream"] ?? "";
    const delivered = await worker.positions({ ...target, deliveryStream: stream });
    // Not one of a delivery stream, so that the last of that has to be kept.
    await appendWithPyiceberg(aws.endpointUrl, "contested", 1);
    const expired = await worker.expire({ ...target, days: 0, retain: 1, clean: true });
    expect(expired).toMatchObject({ expired: before.snapshots.length - 1, dataFiles: 0 });
    await aws.clients.s3.send(
      new PutObjectCommand({ Bucket: "iceberg-lake", Key: "contested/data/stray", Body: "x" }),
    );
    expect(await worker.removeOrphans({ ...target, days: 1 })).toEqual({ orphans: 0 });
    const { orphans } = await worker.removeOrphans({ ...target, days: 0 });
    expect(orphans).toBeGreaterThan(0);
    expect(await objectsBelow(aws.clients, "contested/data/stray")).toEqual([]);
    const after = await readWithPyiceberg(aws.endpointUrl, "contested");
    expect(after.rows).toHaveLength(before.rows.length + 1);
    expect(after.snapshots).toHaveLength(2);
    expect(await worker.positions({ ...target, deliveryStream: stream })).toEqual(delivered);
    const [[count] = []] = await query(aws.clients, "SELECT count(*) FROM contested");
    expect(Number(count)).toBe(after.rows.length);
    await worker.stop();
  }, 180_000);
});
