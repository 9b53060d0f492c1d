import type { Position } from "../query-error";

/** A type as written: `decimal(10,2)`, `array(varchar)`, `row(a integer)`. */
export interface TypeName extends Position {
  readonly name: string;
  readonly args: readonly (number | TypeName)[];
  /** Names of a row's fields, in the order of `args`. */
  readonly fieldNames?: readonly (string | undefined)[];
}

/** A bound of a window frame. */
export type FrameBound =
  | { readonly kind: "UNBOUNDED PRECEDING" | "UNBOUNDED FOLLOWING" | "CURRENT ROW" }
  | EachOf<"PRECEDING" | "FOLLOWING", { offset: Expression }>;

/** The window of an OVER clause. */
export interface Window {
  /** The named window that this one extends. */
  readonly base?: string | undefined;
  /** Whether it is that one: `OVER w`, not `OVER (w)`. @default false */
  readonly isReference?: boolean;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame?:
    | {
        readonly unit: "ROWS" | "RANGE" | "GROUPS";
        readonly start: FrameBound;
        readonly end?: FrameBound;
      }
    | undefined;
}

/** What a JSON function of standard SQL returns where there is no value. */
export type JsonFallback =
  | { readonly kind: "null" | "error" | "array" | "object" | "true" | "false" }
  /** The value of an argument of the call. */
  | { readonly kind: "default"; readonly argument: number };

/** The path and the clauses of a JSON function of standard SQL. */
export interface JsonClauses {
  readonly path: string;
  readonly position: Position;
  readonly returning?: TypeName | undefined;
  readonly wrapper: "none" | "conditional" | "always";
  readonly omitQuotes: boolean;
  readonly onEmpty?: JsonFallback | undefined;
  readonly onError?: JsonFallback | undefined;
}

/** A call of a function, an aggregate or a window function. */
export interface Call extends Position {
  readonly kind: "call";
  /** In lower case. */
  readonly name: string;
  readonly args: readonly Expression[];
  /** `count(*)`. */
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
  readonly filter?: Expression | undefined;
  /** What a window function does with nulls, where the call says it. */
  readonly nulls?: "IGNORE" | "RESPECT" | undefined;
  readonly over?: Window | undefined;
  readonly json?: JsonClauses | undefined;
}

/** A union of one type for each kind, all with the same properties. */
export type EachOf<Kind extends string, Parts> = Kind extends string
  ? { readonly kind: Kind } & Readonly<Parts>
  : never;

type Node =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | EachOf<"integer" | "decimal" | "double" | "string" | "binary", { text: string }>
  | { readonly kind: "typed"; readonly type: TypeName; readonly text: string }
  | {
      readonly kind: "interval";
      readonly text: string;
      readonly negative: boolean;
      readonly from: string;
      readonly to?: string | undefined;
    }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "field"; readonly base: Expression; readonly name: string }
  | { readonly kind: "subscript"; readonly base: Expression; readonly index: Expression }
  | EachOf<"not" | "negate", { value: Expression }>
  | EachOf<"and" | "or", { left: Expression; right: Expression }>
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/" | "%" | "||";
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "comparison";
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "quantified";
      readonly operator: Comparison;
      readonly quantifier: "ALL" | "ANY";
      readonly left: Expression;
      readonly query: Query;
    }
  | { readonly kind: "isNull"; readonly value: Expression }
  | {
      readonly kind: "between";
      readonly value: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | { readonly kind: "inList"; readonly value: Expression; readonly items: readonly Expression[] }
  | { readonly kind: "inQuery"; readonly value: Expression; readonly query: Query }
  | {
      readonly kind: "like";
      readonly value: Expression;
      readonly pattern: Expression;
      readonly escape?: Expression | undefined;
    }
  | EachOf<"exists" | "subquery", { query: Query }>
  | {
      readonly kind: "case";
      readonly operand?: Expression | undefined;
      readonly whens: readonly { readonly when: Expression; readonly then: Expression }[];
      readonly otherwise?: Expression | undefined;
    }
  | {
      readonly kind: "cast";
      readonly value: Expression;
      readonly type: TypeName;
      readonly safe: boolean;
    }
  | { readonly kind: "extract"; readonly field: string; readonly value: Expression }
  | { readonly kind: "atTimeZone"; readonly value: Expression; readonly zone: Expression }
  | EachOf<"array" | "row", { items: readonly Expression[] }>
  | { readonly kind: "lambda"; readonly parameters: readonly string[]; readonly body: Expression };

/** An expression of Trino's SQL, with its position in the text. */
export type Expression = (Node & Position) | Call;

/** Comparison operators. */
export type Comparison =
  "=" | "<>" | "<" | "<=" | ">" | ">=" | "IS DISTINCT FROM" | "IS NOT DISTINCT FROM";

/** The expressions of one or more kinds. */
export type ExpressionOf<Kind extends Expression["kind"]> = Extract<
  Expression,
  { readonly kind: Kind }
>;

/** An item of ORDER BY. */
export interface SortItem {
  readonly value: Expression;
  readonly descending: boolean;
  /** @default - nulls last, in both directions */
  readonly nullsFirst: boolean;
}

/** A named subquery of WITH. */
export interface NamedQuery extends Position {
  readonly name: string;
  readonly columns?: readonly string[] | undefined;
  /** Whether it may name itself. */
  readonly recursive: boolean;
  readonly query: Query;
}

/** A query: WITH, a body, ORDER BY, OFFSET and LIMIT. */
export interface Query extends Position {
  readonly with: readonly NamedQuery[];
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly offset?: Expression | undefined;
  /** Undefined if there is no limit, or for `LIMIT ALL`. */
  readonly limit?: Expression | undefined;
}

/** The body of a query. */
export type QueryBody =
  | Select
  | {
      readonly kind: "setOperation";
      readonly operator: "UNION" | "INTERSECT" | "EXCEPT";
      readonly all: boolean;
      readonly left: QueryBody;
      readonly right: QueryBody;
    }
  | { readonly kind: "values"; readonly rows: readonly Expression[] }
  | { readonly kind: "query"; readonly query: Query };

/** An item of the select list. */
export type SelectItem =
  | ({ readonly kind: "all"; readonly of?: Expression } & Position)
  | ({
      readonly kind: "column";
      readonly value: Expression;
      readonly alias?: string | undefined;
    } & Position);

/** A grouping element of GROUP BY. */
export type GroupingElement =
  | { readonly kind: "simple"; readonly items: readonly Expression[] }
  | {
      readonly kind: "GROUPING SETS" | "CUBE" | "ROLLUP";
      readonly sets: readonly (readonly Expression[])[];
    };

/** A SELECT query specification. */
export interface Select extends Position {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where?: Expression | undefined;
  readonly groupBy: readonly GroupingElement[];
  readonly having?: Expression | undefined;
  readonly windows: ReadonlyMap<string, Window>;
}

/** A qualified name of up to three parts. */
export interface QualifiedName extends Position {
  readonly parts: readonly string[];
}

/** The earlier state of a table that a query reads: FOR TIMESTAMP AS OF, FOR VERSION AS OF. */
export interface QueryPeriod extends Position {
  readonly kind: "TIMESTAMP" | "VERSION";
  /** An expression without columns. */
  readonly end: Expression;
}

/** A table, view or named query. */
export interface NamedTable {
  readonly kind: "table";
  readonly name: QualifiedName;
  readonly period?: QueryPeriod | undefined;
}

/** A relation of FROM. */
export type Relation = Position &
  (
    | NamedTable
    | { readonly kind: "subquery"; readonly query: Query }
    | {
        readonly kind: "unnest";
        readonly values: readonly Expression[];
        readonly withOrdinality: boolean;
      }
    | {
        readonly kind: "alias";
        readonly relation: Relation;
        readonly alias: string;
        readonly columns?: readonly string[] | undefined;
      }
    | {
        readonly kind: "join";
        readonly type: "INNER" | "LEFT" | "RIGHT" | "FULL" | "CROSS";
        readonly left: Relation;
        readonly right: Relation;
        readonly on?: Expression;
        readonly using?: readonly string[];
      }
  );
