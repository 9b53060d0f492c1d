import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { readRows, runCopy } from "../../../local/duckdb/run-sql";
import { withScratchDuckDb } from "../../../local/duckdb/scratch-duckdb";
import { identifier, join as joinSql, literal, SQL } from "../../../local/duckdb/sql";
import type { Sql } from "../../../local/duckdb/sql";
import { startsWith } from "./decompress";

const MAGIC = Buffer.from("PAR1");

/** Whether a file is Parquet, by its first bytes. */
export function isParquet(bytes: Buffer): boolean {
  return startsWith(bytes, MAGIC);
}

/**
 * Converts Parquet to JSON lines: times in the form of the contract, bytes in base64.
 *
 * @param name what errors call the file
 * @throws UserError if the file can't be read
 */
export async function parquetToJsonLines(bytes: Buffer, name: string): Promise<string> {
  try {
    return await withScratchDuckDb("lake-parquet-", async ({ connection, folder }) => {
      const [source, target] = [join(folder, "events.parquet"), join(folder, "events.json")];
      await writeFile(source, bytes);
      const table = SQL`read_parquet(${literal(source)})`;
      const described = await readRows(
        connection,
        SQL`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${table})`,
      );
      const columns = described
        .getRows()
        .map(([column, type]) => valueOf(String(column), String(type)));
      await runCopy(
        connection,
        SQL`COPY (SELECT ${joinSql(columns)} FROM ${table}) TO ${literal(target)} (FORMAT json)`,
      );
      return readFile(target, "utf8");
    });
  } catch (error) {
    throw new UserError(
      `${name} can't be read as Parquet: ${messageOf(error)}`,
      "Nothing was done. The file is damaged or incomplete: get it again.",
    );
  }
}

function valueOf(name: string, type: string): Sql {
  const column = identifier(name);
  if (type === "BLOB") return SQL`base64(${column}) AS ${column}`;
  const format = literal("%Y-%m-%dT%H:%M:%S.%fZ");
  if (type === "TIMESTAMP WITH TIME ZONE") {
    return SQL`strftime(make_timestamp(epoch_us(${column})), ${format}) AS ${column}`;
  }
  return type.startsWith("TIMESTAMP")
    ? SQL`strftime(CAST(${column} AS TIMESTAMP), ${format}) AS ${column}`
    : column;
}
