import type { Table } from "@aws-sdk/client-glue";

import { PARQUET_STORAGE, parquet } from "../../../../support/fake-aws/event-table";
import type { TestEngine } from "../../../../support/athena/test-engine";

/** What a query returned and what it should return; undefined where only the attack matters. */
export type Answer = readonly [got: unknown, expected: unknown] | undefined;

/** A place where users' text enters a query. Throws if the query is rejected. */
export type Place = (text: string, engine: TestEngine) => Promise<Answer>;

export const OPENX = "org.openx.data.jsonserde.JsonSerDe";

/** A string literal and a quoted identifier of a query. */
export const textOf = (text: string) => `'${text.replaceAll("'", "''")}'`;
export const nameOf = (name: string) => `"${name.replaceAll('"', '""')}"`;

export async function value(
  engine: TestEngine,
  sql: string,
  parameters?: string[],
): Promise<unknown> {
  const { rows } = await engine.run(sql, { parameters });
  if (rows.length > 1) throw new Error(`${rows.length} rows`);
  return rows[0]?.[0];
}

/** The value of an expression with the text. */
export const evaluatesTo =
  (expression: (text: string) => string, expected: (text: string) => unknown = (text) => text) =>
  async (text: string, engine: TestEngine): Promise<Answer> => [
    await value(engine, `SELECT ${expression(text)}`),
    expected(text),
  ];

/** Any result or error is fine, as long as the attack has no effect. */
export const hasNoEffect =
  (sql: (text: string) => string): Place =>
  async (text, engine) => {
    await engine.run(sql(text));
    return undefined;
  };

/** A table `db.t` of JSON lines. */
export function jsonTable(
  { aws }: TestEngine,
  columns: readonly (readonly [name: string, type: string])[],
  line: unknown,
  more: Partial<Table> & { readonly serde?: Record<string, string> } = {},
): void {
  aws.objects.clear();
  aws.objects.set("lake/t/a", Buffer.from(`${JSON.stringify(line)}\n`));
  const { serde, StorageDescriptor, ...rest } = more;
  aws.tables.set("db.t", {
    Name: "t",
    StorageDescriptor: {
      Location: "s3://lake/t/",
      SerdeInfo: { SerializationLibrary: OPENX, Parameters: serde },
      Columns: columns.map(([Name, Type]) => ({ Name, Type })),
      ...StorageDescriptor,
    },
    ...rest,
  });
}

export async function parquetTable(
  { aws }: TestEngine,
  column: string,
  type: string,
  sql: string,
): Promise<void> {
  aws.objects.clear();
  aws.objects.set("lake/t/a", await parquet(sql));
  aws.tables.set("db.t", {
    Name: "t",
    StorageDescriptor: {
      ...PARQUET_STORAGE,
      Location: "s3://lake/t/",
      Columns: [{ Name: column, Type: type }],
    },
  });
}

/** Two partitions of `db.t`; the value of the second is `other`. */
export function partitions(engine: TestEngine, key: string, first: string, folder = "p"): void {
  jsonTable(engine, [["a", "string"]], {}, { PartitionKeys: [{ Name: key, Type: "string" }] });
  const { aws } = engine;
  aws.objects.clear();
  aws.objects.set(`lake/t/${folder}/x`, Buffer.from('{"a":"v","file_index":1}\n'));
  aws.objects.set("lake/other/x", Buffer.from('{"a":"w","file_index":0}\n'));
  aws.partitions.set("db.t", [
    { Values: [first], StorageDescriptor: { Location: `s3://lake/t/${folder}/` } },
    { Values: ["other"], StorageDescriptor: { Location: "s3://lake/other/" } },
  ]);
}

/** Runs CREATE TABLE AS and reads the row of the new table. */
export async function createTableAs(
  engine: TestEngine,
  properties: string,
  query: string,
  read: string,
) {
  const { aws } = engine;
  aws.tables.delete("db.made");
  aws.partitions.delete("db.made");
  for (const key of [...aws.objects.keys()])
    if (key.startsWith("results/")) aws.objects.delete(key);
  await engine.run(`CREATE TABLE made ${properties} AS ${query}`);
  return value(engine, `SELECT ${read} FROM made`);
}
