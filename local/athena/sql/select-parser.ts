import { QueryError, unsupported } from "../query-error";
import { CallParser } from "./call-parser";
import { RelationParser } from "./relation-parser";
import type { Expression, GroupingElement, Query, Select, SelectItem, Window } from "./syntax-tree";

/** Keywords that follow an operand, and begin none. */
const AFTER_OPERANDS: ReadonlySet<string> = new Set("AND AS BETWEEN FROM IN IS LIKE OR".split(" "));

/** Parses SELECT with its clauses up to WINDOW. */
export abstract class SelectParser extends CallParser {
  protected readonly relations = new RelationParser(this.cursor, this);

  abstract query(): Query;

  protected select(): Select {
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
