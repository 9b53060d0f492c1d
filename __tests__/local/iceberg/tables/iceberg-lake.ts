import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import type { Table } from "@aws-sdk/client-glue";

import type { FakeAws } from "../../../support/fake-aws/fake-aws";
import type { TrinoAnswer } from "../../athena/trino-cases/trino-client";

/** The bucket of the tables. */
export const BUCKET = "iceberg-tables";

/** What Trino answered over one of the tables. */
export interface IcebergAnswer extends TrinoAnswer {
  readonly sql: string;
}

/** Trino's answers. */
export function icebergAnswers(): readonly IcebergAnswer[] {
  return lines<IcebergAnswer>(readFileSync(join(__dirname, "answers.jsonl"), "utf8"));
}

/** The tables' definitions in the Data Catalog. */
export function icebergTables(): readonly Table[] {
  return lines<Table>(readFileSync(join(__dirname, "tables.jsonl"), "utf8"));
}

/** Puts the tables and their objects into a fake, in the database `db`. */
export function fillIcebergTables(aws: FakeAws): void {
  for (const table of icebergTables()) aws.tables.set(`db.${table.Name}`, table);
  const packed = gunzipSync(readFileSync(join(__dirname, "objects.jsonl.gz"))).toString();
  for (const { key, body } of lines<{ readonly key: string; readonly body: string }>(packed)) {
    aws.objects.set(`${BUCKET}/${key}`, Buffer.from(body, "base64"));
  }
}

/** @template Line what make-tables.ts wrote on each line */
function lines<Line>(text: string): Line[] {
  return (
    text
      .trimEnd()
      .split("\n")
      // Written by make-tables.ts.
      .map((line) => JSON.parse(line) as Line)
  );
}
