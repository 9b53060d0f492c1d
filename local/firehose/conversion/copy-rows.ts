import { identifier, join, literal, SQL, type Sql } from "../../duckdb/sql";

/** Smallest read of a file of rows. */
const MIN_READ_BYTES = 512 * 1024;

/** Each thread buffers one row group in memory. */
const MAX_ROW_GROUP_ROWS = 61_440;

/** A column of a Parquet file, and the one of a file of rows that it is read from. */
export interface CopiedColumn {
  readonly name: string;
  readonly type: Sql;
  readonly from: string;
  /** Whether the rows have it with the same type. */
  readonly isSameType: boolean;
}

/** A file of rows, one line of strict JSON each. */
export interface CopiedRows {
  readonly path: string;
  /** Characters of the longest line, which determine the read size. */
  readonly longestLine: number;
  /** DuckDB's types of the rows' columns, by name. */
  readonly rowTypes: Sql;
  readonly columns: readonly CopiedColumn[];
}

/** SQL that writes rows as one Parquet file. @param options more of them for the writer */
export function copyRows(
  files: readonly CopiedRows[],
  options: readonly Sql[],
  target: string,
): Sql {
  const all = [SQL`FORMAT parquet`, SQL`ROW_GROUP_SIZE ${literal(MAX_ROW_GROUP_ROWS)}`, ...options];
  return SQL`COPY (${join(files.map(selectRows), SQL` UNION ALL `)}) TO ${literal(target)} (${join(all)})`;
}

function selectRows({ path, longestLine, rowTypes, columns }: CopiedRows): Sql {
  const selected = columns.map(({ name, type, from, isSameType }) => {
    const column = identifier(from);
    return SQL`${isSameType ? column : SQL`CAST(${column} AS ${type})`} AS ${identifier(name)}`;
  });
  const source = [
    literal(path),
    SQL`format = 'newline_delimited'`,
    SQL`columns = ${rowTypes}`,
    // A character has up to three bytes. Small reads keep all threads busy until the end and use little memory.
    SQL`maximum_object_size = ${literal(Math.max(longestLine * 3, MIN_READ_BYTES))}`,
  ];
  return SQL`SELECT ${join(selected)} FROM read_json(${join(source)})`;
}
