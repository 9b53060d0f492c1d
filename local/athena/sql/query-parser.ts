import { QueryError, unsupported } from "../query-error";
import { balancedChain } from "./balanced-chain";
import { CallParser } from "./call-parser";
import type {
  Expression,
  ExpressionOf,
  GroupingElement,
  NamedQuery,
  QualifiedName,
  Query,
  QueryBody,
  Select,
  SelectItem,
  Window,
} from "./syntax-tree";
import { RelationParser } from "./relation-parser";
import { TokenCursor } from "./token-cursor";

/** Keywords that follow an operand, and begin none. */
const AFTER_OPERANDS: ReadonlySet<string> = new Set("AND AS BETWEEN FROM IN IS LIKE OR".split(" "));

/** Parses queries. */
export class QueryParser extends CallParser {
  private readonly relations = new RelationParser(this.cursor, this);

  query(): Query {
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

  private select(): Select {
    const position = this.here();
    this.cursor.expect("SELECT");
    const distinct = this.cursor.accept("DISTINCT");
    if (!distinct && !this.atColumnAll()) this.cursor.accept("ALL");
    const items = this.cursor.list(() => this.selectItem());
    const from = this.cursor.accept("FROM")
      ? this.cursor.list(() => this.relations.relation())
      : [];
    const where = this.cursor.accept("WHERE") ? this.expression() : undefined;
    const groupBy = this.cursor.accept("GROUP", "BY") ? this.groupingElements() : [];
    const having = this.cursor.accept("HAVING") ? this.expression() : undefined;
    const windows = new Map<string, Window>();
    if (this.cursor.accept("WINDOW")) {
      this.cursor.list(() => {
        const position = this.here();
        const name = this.name().toLowerCase();
        if (windows.has(name)) {
          const reason = `WINDOW name '${name}' specified more than once`;
          throw new QueryError("DUPLICATE_WINDOW_NAME", reason, position);
        }
        this.cursor.expect("AS");
        const window = this.over();
        if (window.base !== undefined && !windows.has(window.base)) {
          const reason = `Cannot resolve WINDOW name ${window.base}`;
          throw new QueryError("INVALID_WINDOW_REFERENCE", reason, position);
        }
        windows.set(name, window);
      });
    }
    return { kind: "select", distinct, items, from, where, groupBy, having, windows, ...position };
  }

  /** Whether the next `ALL` is a name, since no expression can begin after it. */
  private atColumnAll(): boolean {
    const after = this.cursor.peek(1);
    if (after.kind === "symbol") return /^[,.=<>!|/%;)]|^->$/.test(after.text);
    return after.kind === "end" || AFTER_OPERANDS.has(after.keyword ?? "");
  }

  private selectItem(): SelectItem {
    const position = this.here();
    if (this.cursor.acceptSymbol("*")) return { kind: "all", ...position };
    if (this.atAllColumnsOf()) {
      const of = this.allColumnsOf();
      this.rejectColumnAliases();
      return { kind: "all", of, ...position };
    }
    const value = this.expression();
    if (this.cursor.acceptSymbol(".")) {
      this.cursor.expectSymbol("*");
      this.rejectColumnAliases();
      return { kind: "all", of: value, ...position };
    }
    return { kind: "column", value, alias: this.alias(), ...position };
  }

  private rejectColumnAliases(): void {
    if (this.cursor.at("AS")) throw unsupported("….* AS (…)", this.here());
  }

  /** Whether `a.*` or `a.b.*` comes next. */
  private atAllColumnsOf(): boolean {
    let ahead = 0;
    while (this.atName(ahead) && this.cursor.atSymbol(".", ahead + 1)) {
      ahead += 2;
      if (this.cursor.atSymbol("*", ahead)) return true;
    }
    return false;
  }

  private allColumnsOf(): Expression {
    const position = this.here();
    let of: Expression = { kind: "name", name: this.name(), ...position };
    for (;;) {
      this.cursor.expectSymbol(".");
      if (this.cursor.acceptSymbol("*")) return of;
      of = { kind: "field", base: of, name: this.name(), ...position };
    }
  }

  private groupingElements(): GroupingElement[] {
    // ALL is what is meant without it. It may be a column's name.
    const elements = this.cursor.at("ALL")
      ? this.cursor.attempt(() => {
          this.cursor.next();
          return this.groupingList();
        })
      : undefined;
    return elements ?? this.groupingList();
  }

  private groupingList(): GroupingElement[] {
    const position = this.here();
    const distinct = this.cursor.accept("DISTINCT");
    const elements = this.cursor.list((): GroupingElement => {
      if (this.cursor.at("AUTO")) throw unsupported("GROUP BY AUTO", this.here());
      const kind = this.cursor.accept("GROUPING", "SETS")
        ? "GROUPING SETS"
        : (["CUBE", "ROLLUP"] as const).find((word) => this.cursor.accept(word));
      if (kind === undefined) return { kind: "simple", items: this.groupingSet() };
      if (this.cursor.atSymbol("(") && this.cursor.atSymbol(")", 1)) {
        throw unsupported(`${kind} ()`, this.here());
      }
      return { kind, sets: this.parenthesized(() => this.cursor.list(() => this.groupingSet())) };
    });
    if (distinct && elements.some(({ kind }) => kind !== "simple")) {
      throw unsupported("GROUP BY DISTINCT of grouping sets", position);
    }
    return elements;
  }

  private groupingSet(): readonly Expression[] {
    if (this.cursor.atSymbol("(") && this.cursor.atSymbol(")", 1)) {
      this.cursor.next();
      this.cursor.next();
      return [];
    }
    const item = this.expression();
    return item.kind === "row" ? item.items : [item];
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
