import type { Sql } from "../../duckdb/sql";
import { type Position, QueryError } from "../query-error";
import type { TableScan } from "./relations/table-scan";
import type { TrinoType } from "../types/trino-type";

/** A partition column of a table that a field shows unchanged. */
export interface PartitionSource {
  readonly scan: TableScan;
  readonly column: string;
}

/** A column that expressions can name. */
export interface Field {
  /** Lower case; undefined for an expression without an alias. */
  readonly name: string | undefined;
  /** Name of the relation, lower case, qualified as it can be: `["db", "t"]`. */
  readonly relation: readonly string[];
  readonly type: TrinoType;
  readonly sql: Sql;
  /** Of timestamps with time zone: whether all of them are known to have the same zone. */
  readonly singleZone?: boolean | undefined;
  readonly partition?: PartitionSource | undefined;
  /** Reachable by name, not part of `*`: `"$path"`. */
  readonly hidden?: boolean;
  /** Called when an expression uses the field, so that unused columns are never read. */
  readonly use?: () => void;
}

/** A name found in a scope: the field, and how many parts of the name it took. */
export interface ResolvedName {
  readonly field: Field;
  readonly parts: number;
  /** The scope that holds the field; an outer one for a correlated subquery. */
  readonly scope: Scope;
}

/** The fields that an expression sees, its own query's first, then those of the queries around it. */
export class Scope {
  constructor(
    readonly fields: readonly Field[],
    readonly outer?: Scope,
  ) {}

  /** The longest beginning of a dotted name that is a field here or further out. */
  resolve(parts: readonly string[], position: Position): ResolvedName | undefined {
    for (let taken = Math.min(parts.length, 4); taken > 0; taken -= 1) {
      const matches = this.fields.filter((field) => names(field, parts.slice(0, taken)));
      const [field] = matches;
      if (field === undefined) continue;
      if (matches.length > 1) {
        const name = parts.slice(0, taken).join(".");
        throw new QueryError("AMBIGUOUS_NAME", `Column '${name}' is ambiguous`, position);
      }
      return { field, parts: taken, scope: this };
    }
    return this.outer?.resolve(parts, position);
  }

  /** The fields that `*` or `relation.*` stands for. */
  all(relation: readonly string[] = []): readonly Field[] {
    return this.fields.filter(
      (field) => field.hidden !== true && endsWith(field.relation, relation),
    );
  }
}

function names(field: Field, parts: readonly string[]): boolean {
  return field.name === parts[parts.length - 1] && endsWith(field.relation, parts.slice(0, -1));
}

function endsWith(relation: readonly string[], end: readonly string[]): boolean {
  const start = relation.length - end.length;
  return start >= 0 && end.every((part, index) => relation[start + index] === part);
}
