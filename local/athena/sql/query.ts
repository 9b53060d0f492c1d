import type { Position } from "../query-error";
import type { Expression, Window } from "./expression";

/** An item of ORDER BY. */
export interface SortItem {
  readonly value: Expression;
  readonly descending: boolean;
  /** @default - nulls last, whatever the direction */
  readonly nullsFirst: boolean;
}

/** A named subquery of WITH. */
export interface NamedQuery extends Position {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly query: Query;
}

/** A whole query: body, then order and limit. */
export interface Query extends Position {
  readonly with: readonly NamedQuery[];
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly offset?: Expression;
  /** Undefined and `LIMIT ALL` mean every row. */
  readonly limit?: Expression;
}

/** What a query is made of. */
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

/** An item of a SELECT's list. */
export type SelectItem =
  | ({ readonly kind: "all"; readonly of?: Expression } & Position)
  | ({ readonly kind: "column"; readonly value: Expression; readonly alias?: string } & Position);

/** Sets of GROUP BY. */
export type GroupingElement =
  | { readonly kind: "simple"; readonly items: readonly Expression[] }
  | {
      readonly kind: "GROUPING SETS" | "CUBE" | "ROLLUP";
      readonly sets: readonly (readonly Expression[])[];
    };

/** One SELECT. */
export interface Select extends Position {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where?: Expression;
  readonly groupBy: readonly GroupingElement[];
  readonly having?: Expression;
  readonly windows: ReadonlyMap<string, Window>;
}

/** A name of up to three parts. */
export interface QualifiedName extends Position {
  readonly parts: readonly string[];
}

/** What FROM names. */
export type Relation = Position &
  (
    | { readonly kind: "table"; readonly name: QualifiedName }
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
        readonly columns?: readonly string[];
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
