import { unsupported } from "../query-error";
import type { Expression, QualifiedName, Query, QueryPeriod, Relation } from "./syntax-tree";
import type { TokenCursor } from "./token-cursor";

/** The rest of the grammar, which relations need. */
export interface ExpressionGrammar {
  expression(): Expression;
  valueExpression(): Expression;
  query(): Query;
  atQuery(): boolean;
  name(): string;
  alias(): string | undefined;
}

/** Parses the relations of FROM. */
export class RelationParser {
  /** Token indexes after a parenthesis at which a query could not be parsed. */
  private readonly knownRelations = new Set<number>();

  constructor(
    private readonly cursor: TokenCursor,
    private readonly grammar: ExpressionGrammar,
  ) {}

  relation(): Relation {
    return this.cursor.nested(() => this.joined());
  }

  private joined(): Relation {
    let left = this.aliased();
    for (;;) {
      const position = this.here();
      if (this.cursor.accept("CROSS", "JOIN")) {
        left = { kind: "join", type: "CROSS", left, right: this.aliased(), ...position };
        continue;
      }
      if (this.cursor.at("NATURAL")) throw unsupported("NATURAL JOIN", position);
      const type = this.joinType();
      if (type === undefined) return left;
      const right = this.aliased();
      if (this.cursor.accept("USING")) {
        left = { kind: "join", type, left, right, using: this.columnNames(), ...position };
      } else {
        this.cursor.expect("ON");
        const on = this.grammar.expression();
        left = { kind: "join", type, left, right, on, ...position };
      }
    }
  }

  qualifiedName(): QualifiedName {
    const position = this.here();
    const parts = [this.grammar.name()];
    while (this.cursor.acceptSymbol(".")) parts.push(this.grammar.name());
    if (parts.length > 3) throw this.cursor.mismatch("a name of up to three parts");
    return { parts, ...position };
  }

  columnNames(): string[] {
    this.cursor.expectSymbol("(");
    const names = this.cursor.list(() => this.grammar.name());
    this.cursor.expectSymbol(")");
    return names;
  }

  private joinType(): "INNER" | "LEFT" | "RIGHT" | "FULL" | undefined {
    if (this.cursor.accept("JOIN") || this.cursor.accept("INNER", "JOIN")) return "INNER";
    const outer = (["LEFT", "RIGHT", "FULL"] as const).find((word) => this.cursor.accept(word));
    if (outer === undefined) return undefined;
    this.cursor.accept("OUTER");
    this.cursor.expect("JOIN");
    return outer;
  }

  private aliased(): Relation {
    const position = this.here();
    const relation = this.primary();
    this.rejectSuffixes();
    const alias = this.grammar.alias();
    if (alias === undefined) return relation;
    const columns = this.cursor.atSymbol("(") ? this.columnNames() : undefined;
    this.rejectSuffixes();
    return { kind: "alias", relation, alias, columns, ...position };
  }

  private primary(): Relation {
    const position = this.here();
    if (this.cursor.accept("UNNEST")) {
      this.cursor.expectSymbol("(");
      const values = this.cursor.list(() => this.grammar.expression());
      this.cursor.expectSymbol(")");
      const withOrdinality = this.cursor.accept("WITH", "ORDINALITY");
      return { kind: "unnest", values, withOrdinality, ...position };
    }
    if (this.cursor.at("LATERAL")) throw unsupported("LATERAL", position);
    if (this.cursor.atSymbol("(")) return this.parenthesized();
    if (this.cursor.at("TABLE") && this.cursor.atSymbol("(", 1)) {
      throw unsupported("A table function", position);
    }
    if (this.cursor.at("JSON_TABLE") && this.cursor.atSymbol("(", 1)) {
      throw unsupported("JSON_TABLE", position);
    }
    const name = this.qualifiedName();
    return { kind: "table", name, period: this.queryPeriod(), ...position };
  }

  private queryPeriod(): QueryPeriod | undefined {
    const position = this.here();
    if (!this.cursor.accept("FOR")) return undefined;
    const kind = this.cursor.accept("VERSION") ? "VERSION" : "TIMESTAMP";
    if (kind === "TIMESTAMP") this.cursor.expect("TIMESTAMP");
    this.cursor.expect("AS");
    this.cursor.expect("OF");
    return { kind, end: this.grammar.valueExpression(), ...position };
  }

  /** What may follow a relation, with and without an alias. The words are no keywords by themselves. */
  private rejectSuffixes(): void {
    const { cursor } = this;
    const sampled = ["BERNOULLI", "SYSTEM"].some((kind) => cursor.at("TABLESAMPLE", kind));
    if (sampled) throw unsupported("TABLESAMPLE", this.here());
    if (cursor.at("MATCH_RECOGNIZE") && cursor.atSymbol("(", 1)) {
      throw unsupported("MATCH_RECOGNIZE", this.here());
    }
  }

  private parenthesized(): Relation {
    const position = this.here();
    this.cursor.expectSymbol("(");
    const readQuery = () => {
      const inner = this.grammar.query();
      this.cursor.expectSymbol(")");
      return inner;
    };
    // After a second parenthesis there may be a query or a join: try the query first.
    const { tokenIndex } = this.cursor;
    const query = this.grammar.atQuery()
      ? readQuery()
      : this.knownRelations.has(tokenIndex)
        ? undefined
        : this.cursor.attempt(readQuery);
    if (query !== undefined) return { kind: "subquery", query, ...position };
    this.knownRelations.add(tokenIndex);
    const relation = this.relation();
    this.cursor.expectSymbol(")");
    return relation;
  }

  private here() {
    const { line, column } = this.cursor.peek();
    return { line, column };
  }
}
