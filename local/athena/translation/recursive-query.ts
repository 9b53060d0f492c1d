import { join, literal, SQL, type Sql } from "../../duckdb/sql";
import { type Position, QueryError, unsupported } from "../query-error";
import type { NamedQuery, Query, QueryBody, Relation } from "../sql/syntax-tree";
import { canCoerce } from "../types/coercion";
import { duckDbTypeOf } from "../types/duckdb-type";
import { sameType, type TrinoType, typeName } from "../types/trino-type";
import { coerceSql } from "./expressions/typed-sql";
import type { NameContext } from "./relations/relation-translator";
import type { TranslatedQuery } from "./relations/relation";
import type { Scope } from "../analysis/scope";
import type { Field } from "./field";

/** What the analysis of a recursive query needs of the analysis of queries. */
export interface QueryParts {
  alias(): () => Sql;
  translate(query: Query, names: NameContext, outer?: Scope<Field>): TranslatedQuery;
  body(body: QueryBody, names: NameContext, outer?: Scope<Field>): TranslatedQuery;
  withColumnAliases(
    query: TranslatedQuery,
    names: readonly string[] | undefined,
    name: string,
    position: Position,
  ): TranslatedQuery;
}

/** Trino's default of `max_recursion_depth`. */
const MAX_DEPTH = 10;

const TOO_DEEP = `NOT_SUPPORTED: Recursion depth limit exceeded (${MAX_DEPTH}). Use 'max_recursion_depth' session property to modify the limit.`;

/**
 * Analyzes a query of `WITH RECURSIVE` as Trino plans it: the step is repeated up to a depth, and fails if one more
 * would have rows.
 *
 * @see https://trino.io/docs/current/sql/select.html#with-recursive-clause
 * @throws QueryError for what Trino refuses, or for a reference in a place where its answer is not known
 */
export function translateRecursive(
  { name, columns, query, ...position }: NamedQuery,
  names: NameContext,
  outer: Scope<Field> | undefined,
  parts: QueryParts,
): TranslatedQuery {
  if (columns === undefined) {
    const reason = "missing column aliases in recursive WITH query";
    throw new QueryError("MISSING_COLUMN_ALIASES", reason, position);
  }
  const withReference = (reference: () => TranslatedQuery): NameContext => ({
    ...names,
    named: new Map([...names.named, [name.toLowerCase(), reference]]),
  });
  const refuse = (reason: string) => () => {
    throw new QueryError("INVALID_RECURSIVE_REFERENCE", reason, position);
  };
  const { body } = query;
  if (body.kind !== "setOperation" || body.operator !== "UNION") {
    const visible = withReference(refuse("recursive reference not allowed in this context"));
    return parts.withColumnAliases(parts.translate(query, visible, outer), columns, name, position);
  }
  const inBase = refuse("WITH table name is referenced in the base relation of recursion");
  const base = parts.withColumnAliases(
    parts.body(body.left, withReference(inBase), outer),
    columns,
    name,
    position,
  );
  const recursion = parts.alias();
  let references = 0;
  const reference = (): TranslatedQuery => {
    references += 1;
    return {
      sql: () => {
        const items = base.columns.map((_, index) => {
          const column = SQL`c${literal(index)}`;
          return SQL`${recursion()}.${column} AS ${column}`;
        });
        return SQL`SELECT ${join(items)} FROM ${recursion()}`;
      },
      columns: base.columns.map(({ name: column, type }) => ({
        name: column,
        type,
        use: () => undefined,
      })),
    };
  };
  const step = parts.body(body.right, withReference(reference), outer);
  if (references === 0) {
    return parts.withColumnAliases(parts.translate(query, names, outer), columns, name, position);
  }
  checkReferences(name, body.right, references, position);
  checkClauses(query, position);
  if (!body.all) throw unsupported("WITH RECURSIVE … UNION without ALL", position);
  checkTypes(base, step, position);
  for (const { use } of [...base.columns, ...step.columns]) use();
  const inner = parts.alias();
  const depths = Array.from({ length: MAX_DEPTH + 2 }, () => parts.alias());
  const sql = () =>
    repeated(
      base,
      step,
      recursion(),
      inner(),
      depths.map((depth) => depth()),
    );
  return { sql, columns: base.columns };
}

/** Writes the recursion, unrolled: a common table for each depth, of which each reads the one before as `recursion`. */
function repeated(
  base: TranslatedQuery,
  step: TranslatedQuery,
  recursion: Sql,
  inner: Sql,
  depths: readonly Sql[],
): Sql {
  const columns = join(base.columns.map((_, index) => SQL`c${literal(index)}`));
  const items = base.columns.map(({ type }, index) => {
    const from = step.columns[index]?.type ?? type;
    return SQL`${coerceSql(SQL`${inner}.c${literal(index)}`, from, type)} AS c${literal(index)}`;
  });
  const tables = depths.map((depth, index) => {
    const before = depths[index - 1];
    return before === undefined
      ? SQL`${depth} AS MATERIALIZED (${base.sql()})`
      : SQL`${depth} AS MATERIALIZED (SELECT ${join(items)} FROM (WITH ${recursion} AS (SELECT * FROM ${before}) ${step.sql()}) AS ${inner})`;
  });
  const selects = depths.map((depth, index) =>
    index <= MAX_DEPTH
      ? SQL`SELECT ${columns} FROM ${depth}`
      : SQL`SELECT ${join(base.columns.map(({ type }, column) => tooDeep(type, column)))} FROM ${depth}`,
  );
  return SQL`SELECT ${columns} FROM (WITH ${join(tables)} ${join(selects, SQL` UNION ALL `)})`;
}

/** Fails for a row, and not before there is one. */
function tooDeep(type: TrinoType, index: number): Sql {
  const column = SQL`c${literal(index)}`;
  const message = SQL`${literal(TOO_DEEP)} || coalesce(left(CAST(${column} AS VARCHAR), 0), '')`;
  return SQL`CAST(trino_fail(${message}) AS ${duckDbTypeOf(type)})`;
}

function checkReferences(
  name: string,
  step: QueryBody,
  references: number,
  position: Position,
): void {
  const direct =
    step.kind === "select"
      ? step.from.reduce((sum, relation) => sum + directReferences(relation, name), 0)
      : 0;
  if (direct === 0) throw unsupported("A recursive reference that is not in FROM itself", position);
  if (direct > 1 || references > 1) {
    const reason = "multiple recursive references in the step relation of recursion";
    throw new QueryError("INVALID_RECURSIVE_REFERENCE", reason, position);
  }
}

/** References in places where Trino takes them; elsewhere there must be none. */
function directReferences(relation: Relation, name: string): number {
  switch (relation.kind) {
    case "table": {
      const { parts } = relation.name;
      return parts.length === 1 && parts[0]?.toLowerCase() === name.toLowerCase() ? 1 : 0;
    }
    case "alias":
      return directReferences(relation.relation, name);
    case "join": {
      const [left, right] = [relation.left, relation.right].map((side) =>
        directReferences(side, name),
      );
      const [inLeft, inRight] = [left ?? 0, right ?? 0];
      const isOuter = (types: readonly string[]) => types.includes(relation.type);
      if (
        (inRight > 0 && isOuter(["LEFT", "FULL"])) ||
        (inLeft > 0 && isOuter(["RIGHT", "FULL"]))
      ) {
        const side = inRight > 0 ? "right" : "left";
        const reason = `recursive reference in ${side} source of ${relation.type} join`;
        throw new QueryError("INVALID_RECURSIVE_REFERENCE", reason, relation);
      }
      return inLeft + inRight;
    }
    default:
      return 0;
  }
}

function checkClauses({ with: named, orderBy, limit, offset }: Query, position: Position): void {
  if (named.length > 0) throw unsupported("WITH in a recursive query", position);
  const clause = orderBy.length > 0 ? "ORDER BY" : offset !== undefined ? "OFFSET" : "LIMIT";
  if (orderBy.length === 0 && offset === undefined && limit === undefined) return;
  const reason = `immediate ${clause} clause in recursive query`;
  throw new QueryError("NOT_SUPPORTED", reason, position);
}

function checkTypes(base: TranslatedQuery, step: TranslatedQuery, position: Position): void {
  if (base.columns.length !== step.columns.length) {
    const reason = `base and step relations of recursion have different number of fields: ${base.columns.length}, ${step.columns.length}`;
    throw new QueryError("TYPE_MISMATCH", reason, position);
  }
  for (const [index, { type }] of base.columns.entries()) {
    const from = step.columns[index]?.type ?? type;
    if (sameType(from, type) || canCoerce(from, type)) continue;
    const reason = `recursion step relation output type (${typeName(from)}) is not coercible to recursion base relation output type (${typeName(type)}) at column ${index + 1}`;
    throw new QueryError("TYPE_MISMATCH", reason, position);
  }
}
