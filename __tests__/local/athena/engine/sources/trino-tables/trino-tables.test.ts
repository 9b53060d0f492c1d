import { readFileSync } from "node:fs";
import { join } from "node:path";

import { resultTypeName } from "../../../../../../local/athena/results/column-info";
import { TestEngine } from "../../../../../support/athena/test-engine";
import type { TrinoAnswer } from "../../../trino-cases/trino-client";
import { SERDES } from "./file-table";
import { FILE_TABLES } from "./tables";

const answers = new Map(
  readFileSync(join(__dirname, "answers.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    // Written by ask-tables.ts: each line has these fields.
    .map((line) => JSON.parse(line) as TrinoAnswer & { readonly name: string })
    .map((answer) => [answer.name, answer]),
);

describe("tables over files", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it.each(FILE_TABLES)("are read as Trino's Hive connector reads them: $name", async (table) => {
    engine.aws.objects.set(`lake/${table.name}/a.txt`, Buffer.from(table.content));
    engine.aws.tables.set(`db.${table.name}`, {
      Name: table.name,
      TableType: "EXTERNAL_TABLE",
      Parameters:
        table.header === undefined ? {} : { "skip.header.line.count": String(table.header) },
      StorageDescriptor: {
        Location: `s3://lake/${table.name}/`,
        Columns: table.columns.map(([Name, Type]) => ({ Name, Type })),
        SerdeInfo: {
          SerializationLibrary: SERDES[table.serde].library,
          Parameters: table.parameters ?? {},
        },
      },
    });
    const sql = `SELECT * FROM "${table.name}"`;
    const answer = answers.get(table.name);
    if (answer?.error !== undefined) {
      expect(await engine.errorOf(sql)).toContain(`${answer.error}: `);
      return;
    }
    const { columns, rows } = await engine.run(sql);
    expect({ types: columns.map(({ type }) => resultTypeName(type)), rows }).toEqual({
      types: answer?.types,
      rows: answer?.rows,
    });
  });
});
