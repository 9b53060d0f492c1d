import { type Position, QueryError } from "../query-error";
import type { Expression } from "../sql/syntax-tree";
import type { TrinoType } from "../types/trino-type";
import { dottedName } from "./expression-walk";
import type { TypedExpression } from "./typed-expression";

/** A column that expressions can refer to. */
export interface ScopeField {
  /** In lower case; undefined for an expression without an alias. */
  readonly name: string | undefined;
  /** The name with its capitals, as `*` shows it. @default the name */
  readonly label?: string | undefined;
  /** The relation's fully qualified name in lower case: `["db", "t"]`. */
  readonly relation: readonly string[];
  readonly type: TrinoType;
  /** The same for all fields of one column, whatever they are called; undefined for a parameter of a lambda. */
  readonly column: symbol | undefined;
  /** The expression of the select list that the field is an alias of. */
  readonly aliasOf?: TypedExpression | undefined;
  /** For timestamps with time zone: whether all values are known to have the same zone. */
  readonly singleZone?: boolean | undefined;
  /** Whether it is excluded from `*`, as `"$path"` is. */
  readonly hidden?: boolean;
  /** Called when an expression uses the field, so that unused columns are never read. */
  readonly use?: () => void;
}

/** A resolved name: the field, and how many parts of the name refer to it. */
export interface ResolvedName<Field extends ScopeField> {
  readonly field: Field;
  readonly parts: number;
  /** The scope that holds the field; an outer one for a correlated subquery. */
  readonly scope: Scope<Field>;
}

/** The fields that are visible to an expression: those of its query, then those of outer queries. */
export class Scope<Field extends ScopeField> {
  constructor(
    readonly fields: readonly Field[],
    readonly outer?: Scope<Field>,
  ) {}

  /** Resolves the longest prefix of a dotted name, here or in an outer scope. @throws QueryError AMBIGUOUS_NAME */
  resolve(parts: readonly string[], position: Position): ResolvedName<Field> | undefined {
    return this.resolveHere(parts, 1, position) ?? this.outer?.resolve(parts, position);
  }

  /**
   * What an expression refers to if it is a name, perhaps a dotted one.
   *
   * @returns undefined for another expression, and for a name that is not found
   * @throws QueryError AMBIGUOUS_NAME
   */
  resolveNode(node: Expression): (ResolvedName<Field> & { readonly isWhole: boolean }) | undefined {
    const path = dottedName(node)?.map((part) => part.toLowerCase());
    const found = path && this.resolve(path, node);
    return found && { ...found, isWhole: found.parts === path?.length };
  }

  /** The fields of `*`. */
  all(): readonly Field[] {
    return this.allOf([]);
  }

  /**
   * What `name.*` stands for, here or in an outer scope: the fields of a relation, or `"row"` for a column that is a
   * row, or a field of one. Trino requires the relation before such a column, so `column.*` alone is not found.
   *
   * @throws QueryError AMBIGUOUS_NAME
   */
  allOfName(parts: readonly string[], position: Position): readonly Field[] | "row" | undefined {
    const relation = this.allOf(parts);
    if (relation.length > 0) return relation;
    const found = this.resolveHere(parts, 2, position);
    if (found?.field.type.kind === "row") return "row";
    return this.outer?.allOfName(parts, position);
  }

  private allOf(relation: readonly string[]): readonly Field[] {
    return this.fields.filter(
      (field) => field.hidden !== true && endsWith(field.relation, relation),
    );
  }

  /** @param least the shortest prefix that may name the field */
  private resolveHere(
    parts: readonly string[],
    least: number,
    position: Position,
  ): ResolvedName<Field> | undefined {
    for (let taken = Math.min(parts.length, 4); taken >= least; taken -= 1) {
      const matches = this.fields.filter((field) => names(field, parts.slice(0, taken)));
      const [field] = matches;
      if (field === undefined) continue;
      if (matches.length > 1) {
        const name = parts.slice(0, taken).join(".");
        throw new QueryError("AMBIGUOUS_NAME", `Column '${name}' is ambiguous`, position);
      }
      return { field, parts: taken, scope: this };
    }
    return undefined;
  }
}

function names(field: ScopeField, parts: readonly string[]): boolean {
  return field.name === parts[parts.length - 1] && endsWith(field.relation, parts.slice(0, -1));
}

function endsWith(relation: readonly string[], end: readonly string[]): boolean {
  const start = relation.length - end.length;
  return start >= 0 && end.every((part, index) => relation[start + index] === part);
}
