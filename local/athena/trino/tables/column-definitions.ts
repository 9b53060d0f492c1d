import { parseHiveType } from "../../../../formats/hive-type";
import { messageOf } from "../../../../errors/message-of";
import { QueryError } from "../../query-error";
import { trinoTypeOf } from "../../types/hive-column-type";
import { type TrinoType, typeName } from "../../types/trino-type";
import type { SqlReader } from "../text/sql-reader";
import { sqlName, sqlString } from "../text/sql-text";

/** A column of Hive's DDL. */
export interface ColumnDefinition {
  readonly name: string;
  /** Trino's type as SQL. */
  readonly type: string;
  readonly comment: string | undefined;
}

/** Reads `name type [COMMENT 'text']`, the type in Hive's words. @throws QueryError SYNTAX_ERROR for another type */
export function readColumn(reader: SqlReader): ColumnDefinition {
  const [name = ""] = reader.name();
  const type = icebergType(readType(reader));
  return { name: name.toLowerCase(), type, comment: readComment(reader) };
}

/** Reads `(column, …)`. */
export function readColumns(reader: SqlReader): ColumnDefinition[] {
  reader.expectSymbol("(");
  const columns: ColumnDefinition[] = [];
  do columns.push(readColumn(reader));
  while (reader.acceptSymbol(","));
  reader.expectSymbol(")");
  return columns;
}

/** A column as Trino's DDL defines it. */
export function columnSql({ name, type, comment }: ColumnDefinition): string {
  return `${sqlName(name)} ${type}${comment === undefined ? "" : ` COMMENT ${sqlString(comment)}`}`;
}

/** Reads `COMMENT 'text'` if it is next. */
export function readComment(reader: SqlReader): string | undefined {
  if (!reader.accept("COMMENT")) return undefined;
  const token = reader.next();
  if (token.kind === "string" || token.kind === "quoted") return token.text;
  throw reader.mismatch("a comment in single quotes");
}

function readType(reader: SqlReader): string {
  const start = reader.offset;
  let end = start;
  for (let depth = 0; ;) {
    const token = reader.peek();
    if (token === undefined) break;
    if (depth === 0 && (reader.atSymbol(",") || reader.atSymbol(")") || reader.at("COMMENT")))
      break;
    if (reader.atSymbol("<") || reader.atSymbol("(")) depth += 1;
    if (reader.atSymbol(">") || reader.atSymbol(")")) depth -= 1;
    end = reader.next().end;
  }
  return reader.text.slice(start, end);
}

function icebergType(text: string): string {
  try {
    return typeName(withMicroseconds(trinoTypeOf(parseHiveType(text))));
  } catch (error) {
    throw new QueryError("SYNTAX_ERROR", messageOf(error));
  }
}

/** Iceberg's timestamps have microseconds. */
function withMicroseconds(type: TrinoType): TrinoType {
  switch (type.kind) {
    case "timestamp":
      return { kind: "timestamp", precision: 6 };
    case "array":
      return { kind: "array", element: withMicroseconds(type.element) };
    case "map":
      return { kind: "map", key: withMicroseconds(type.key), value: withMicroseconds(type.value) };
    case "row":
      return {
        kind: "row",
        fields: type.fields.map((field) => ({ ...field, type: withMicroseconds(field.type) })),
      };
    default:
      return type;
  }
}
