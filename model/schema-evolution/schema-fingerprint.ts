import { createHash } from "node:crypto";
import type { Columns } from "../dataset/column-type";
import { glueType } from "../dataset/glue-type";

/**
 * Eight hexadecimal digits that change with the name, type or position of any column, and never with a description or an
 * example.
 */
export function schemaFingerprint(columns: Columns): string {
  const schema = Object.entries(columns).map(([name, type]) => [name, glueType(type)]);
  return createHash("sha256").update(JSON.stringify(schema)).digest("hex").slice(0, 8);
}
