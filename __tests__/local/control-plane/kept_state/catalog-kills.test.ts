import {
  BatchCreatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  DeletePartitionCommand,
  DeleteTableCommand,
  GetPartitionsCommand,
  GetTablesCommand,
  UpdatePartitionCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import type { GlueClient } from "@aws-sdk/client-glue";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ControlPlane } from "../../../support/emulator/control-plane";
import { randomNumbers } from "../../../support/random/random-numbers";
import { SEED } from "../../../support/random/seeded-fast-check";

const KILLS = 6;
const WRITERS = 4;
/** Longest life of a control plane after it answers, in milliseconds. */
const LONGEST_LIFE_MS = 1_500;
const BATCH = 20;
const PARTITION_KEYS = [{ Name: "n", Type: "string" }];

/** A table: its comment, and its partitions with theirs. */
interface Table {
  readonly comment: string;
  readonly partitions: Readonly<Record<string, string>>;
}
type Tables = Readonly<Record<string, Table>>;

interface Change {
  readonly send: (glue: GlueClient) => Promise<unknown>;
  readonly after: Tables;
}

/** Changes the tables of one database, one after the other, until the control plane is killed. */
class Writer {
  /** After the last acknowledged change. */
  tables: Tables = {};
  /** After a change that was sent and not answered. */
  pending: Tables | undefined;
  changes = 0;

  constructor(
    readonly database: string,
    private readonly random: () => number,
  ) {}

  async run(glue: GlueClient): Promise<void> {
    for (;;) {
      const { send, after } = this.next();
      this.pending = after;
      try {
        await send(glue);
      } catch {
        // Killed; no change here is one that the control plane would reject.
        return;
      }
      this.tables = after;
      this.pending = undefined;
      this.changes += 1;
    }
  }

  private next(): Change {
    const { database: DatabaseName, tables } = this;
    const value = String(Math.floor(this.random() * 1e9));
    const names = Object.keys(tables);
    const name = names[Math.floor(this.random() * names.length)];
    const table = name === undefined ? undefined : tables[name];
    const choice = this.random();
    if (name === undefined || table === undefined || choice < 0.1) {
      const TableInput = { Name: `t${value}`, Description: value, PartitionKeys: PARTITION_KEYS };
      return {
        send: (glue) => glue.send(new CreateTableCommand({ DatabaseName, TableInput })),
        after: { ...tables, [`t${value}`]: { comment: value, partitions: {} } },
      };
    }
    const place = { DatabaseName, TableName: name };
    const withPartitions = (partitions: Table["partitions"]): Tables => ({
      ...tables,
      [name]: { ...table, partitions },
    });
    const [first] = Object.keys(table.partitions);
    if (choice < 0.15) {
      const others = without(tables, name);
      return {
        send: (glue) => glue.send(new DeleteTableCommand({ DatabaseName, Name: name })),
        after: others,
      };
    }
    if (choice < 0.35) {
      const TableInput = { Name: name, Description: value, PartitionKeys: PARTITION_KEYS };
      return {
        send: (glue) => glue.send(new UpdateTableCommand({ DatabaseName, TableInput })),
        after: { ...tables, [name]: { ...table, comment: value } },
      };
    }
    if (choice < 0.5 && first !== undefined) {
      const others = without(table.partitions, first);
      return {
        send: (glue) =>
          glue.send(new DeletePartitionCommand({ ...place, PartitionValues: [first] })),
        after: withPartitions(others),
      };
    }
    if (choice < 0.6 && first !== undefined) {
      const PartitionInput = { Values: [first], Parameters: { comment: value } };
      return {
        send: (glue) =>
          glue.send(
            new UpdatePartitionCommand({ ...place, PartitionValueList: [first], PartitionInput }),
          ),
        after: withPartitions({ ...table.partitions, [first]: value }),
      };
    }
    const added = Array.from({ length: BATCH }, (_, index) => `${value}-${index}`);
    return {
      send: (glue) =>
        glue.send(
          new BatchCreatePartitionCommand({
            ...place,
            PartitionInputList: added.map((n) => ({ Values: [n], Parameters: { comment: value } })),
          }),
        ),
      after: withPartitions({
        ...table.partitions,
        ...Object.fromEntries(added.map((n) => [n, value])),
      }),
    };
  }
}

function without<Value>(record: Readonly<Record<string, Value>>, removed: string) {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== removed));
}

describe(`the catalog, killed ${KILLS} times while ${WRITERS} writers change it`, () => {
  const random = randomNumbers(SEED);
  const writers = Array.from({ length: WRITERS }, (_, index) => new Writer(`db${index}`, random));
  const said: string[] = [];
  let folder: string;
  let controlPlane: ControlPlane;

  const start = async () => {
    controlPlane = await ControlPlane.start((line) => said.push(line), undefined, folder);
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "catalog-kills-"));
    await start();
    for (const { database: Name } of writers) {
      await controlPlane.clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
    }
  });
  afterAll(async () => {
    await controlPlane?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(`loses no acknowledged change, and leaves none by half (seed ${SEED})`, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { clients } = controlPlane;
      const written = writers.map((writer) => writer.run(clients.glue));
      await sleep(random() * LONGEST_LIFE_MS);
      await controlPlane.kill();
      await Promise.all(written);
      await start();
      for (const writer of writers) {
        const found = await catalogOf(controlPlane.clients.glue, writer.database);
        const possible = [writer.tables, ...(writer.pending === undefined ? [] : [writer.pending])];
        expect(possible).toContainEqual(found);
        writer.tables = found;
        writer.pending = undefined;
      }
    }
    expect(said).toEqual([]);
    expect(writers.every(({ changes }) => changes > KILLS)).toBe(true);
  }, 240_000);
});

async function catalogOf(glue: GlueClient, DatabaseName: string): Promise<Tables> {
  const { TableList = [] } = await glue.send(new GetTablesCommand({ DatabaseName }));
  const tables: Record<string, Table> = {};
  for (const { Name: TableName = "", Description: comment = "" } of TableList) {
    const { Partitions = [] } = await glue.send(
      new GetPartitionsCommand({ DatabaseName, TableName }),
    );
    const partitions: Record<string, string> = {};
    for (const { Values: [n = ""] = [], Parameters } of Partitions) {
      partitions[n] = Parameters?.["comment"] ?? "";
    }
    tables[TableName] = { comment, partitions };
  }
  return tables;
}
