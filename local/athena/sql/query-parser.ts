import { QueryError, unsupported } from "../query-error";
import { balancedChain } from "./balanced-chain";
import { SelectParser } from "./select-parser";
import type {
  Expression,
  ExpressionOf,
  NamedQuery,
  QualifiedName,
  Query,
  QueryBody,
} from "./syntax-tree";
import { TokenCursor } from "./token-cursor";

/** Parses queries. */
export class QueryParser extends SelectParser {
  override query(): Query {
    return this.cursor.nested(() => this.wholeQuery());
  }

  private wholeQuery(): Query {
    const position = this.here();
    const named = this.withClause();
    const body = this.setOperation();
    const orderBy = this.orderByClause();
    let offset: Expression | undefined;
    if (this.cursor.accept("OFFSET")) {
      offset = this.rowCount();
      if (!this.cursor.accept("ROWS")) this.cursor.accept("ROW");
    }
    return { with: named, body, orderBy, offset, limit: this.limit(), ...position };
  }

  qualifiedName(): QualifiedName {
    return this.relations.qualifiedName();
  }

  override subquery(): Query {
    return this.query();
  }

  private withClause(): NamedQuery[] {
    if (!this.cursor.accept("WITH")) return [];
    this.rejectDeclarations();
    const recursive = this.cursor.accept("RECURSIVE");
    return this.cursor.list(() => {
      const position = this.here();
      const name = this.name();
      const columns = this.cursor.atSymbol("(") ? this.relations.columnNames() : undefined;
      this.cursor.expect("AS");
      const query = this.parenthesized(() => this.query());
      return { name, columns, recursive, query, ...position };
    });
  }

  /** What WITH may declare but queries: functions and session properties. */
  private rejectDeclarations(): void {
    const { cursor } = this;
    const position = this.here();
    // A query may have either name, with columns: WITH function (a) AS (…).
    const isQuery = cursor.at("AS") || cursor.atSymbol("(", 1) || cursor.at("RECURSIVE");
    if (isQuery || cursor.peek(1).keyword === "AS") return;
    for (const word of ["FUNCTION", "SESSION"]) {
      if (cursor.at(word)) throw unsupported(`WITH ${word}`, position);
    }
  }

  private limit(): Expression | undefined {
    if (this.cursor.accept("FETCH")) {
      if (!this.cursor.accept("FIRST")) this.cursor.expect("NEXT");
      const count = this.cursor.at("ROW") || this.cursor.at("ROWS") ? undefined : this.rowCount();
      if (count?.text === "0") {
        const reason = "FETCH FIRST row count must be positive (actual value: 0)";
        throw new QueryError("NUMERIC_VALUE_OUT_OF_RANGE", reason, count);
      }
      if (!this.cursor.accept("ROW")) this.cursor.expect("ROWS");
      if (this.cursor.at("WITH", "TIES")) throw unsupported("FETCH … WITH TIES", this.here());
      this.cursor.expect("ONLY");
      return count ?? { kind: "integer", text: "1", ...this.here() };
    }
    if (!this.cursor.accept("LIMIT") || this.cursor.accept("ALL")) return undefined;
    return this.rowCount();
  }

  private rowCount(): ExpressionOf<"integer"> {
    const count = this.valueExpression();
    if (count.kind === "integer" && !count.text.startsWith("-")) return count;
    throw new QueryError("SYNTAX_ERROR", "a row count must be an integer", count);
  }

  private setOperation(): QueryBody {
    let left = this.intersection();
    for (;;) {
      const operator = this.unionOrExcept();
      if (operator === undefined) return left;
      const all = this.allRows();
      const operands = [left, this.intersection()];
      // UNION is associative, as long as all of a chain keep duplicates, or none.
      while (operator === "UNION" && this.atUnion(all)) operands.push(this.intersection());
      left = balancedChain(operands, (a, b) => ({
        kind: "setOperation",
        operator,
        all,
        left: a,
        right: b,
      }));
    }
  }

  private unionOrExcept(): "UNION" | "EXCEPT" | undefined {
    if (this.cursor.accept("UNION")) return "UNION";
    return this.cursor.accept("EXCEPT") ? "EXCEPT" : undefined;
  }

  /** Consumes UNION if the next one is of this kind. */
  private atUnion(all: boolean): boolean {
    if (!this.cursor.at("UNION") || this.cursor.at("UNION", "ALL") !== all) return false;
    this.cursor.next();
    return this.allRows() === all;
  }

  private intersection(): QueryBody {
    let left = this.term();
    while (this.cursor.accept("INTERSECT")) {
      const all = this.allRows();
      left = { kind: "setOperation", operator: "INTERSECT", all, left, right: this.term() };
    }
    return left;
  }

  private allRows(): boolean {
    const all = this.cursor.accept("ALL");
    if (!all) this.cursor.accept("DISTINCT");
    if (this.cursor.at("CORRESPONDING")) throw unsupported("CORRESPONDING", this.here());
    return all;
  }

  private term(): QueryBody {
    if (this.cursor.atSymbol("(")) {
      return { kind: "query", query: this.parenthesized(() => this.query()) };
    }
    if (this.cursor.accept("VALUES")) {
      return { kind: "values", rows: this.cursor.list(() => this.expression()) };
    }
    const position = this.here();
    if (!this.cursor.accept("TABLE")) return this.select();
    const from = [{ kind: "table" as const, name: this.relations.qualifiedName(), ...position }];
    const items = [{ kind: "all" as const, ...position }];
    return {
      kind: "select",
      distinct: false,
      items,
      from,
      groupBy: [],
      windows: new Map(),
      ...position,
    };
  }
}

/**
 * Parses the execution parameters, which are the values of a query's `?`.
 *
 * @throws QueryError SYNTAX_ERROR if one is not an expression
 */
export function parseParameters(texts: readonly string[]): Expression[] {
  return texts.map((text) => {
    const cursor = new TokenCursor(text);
    const value = new QueryParser(cursor, [][Symbol.iterator]()).expression();
    if (cursor.peek().kind !== "end") throw cursor.mismatch();
    return value;
  });
}
