import { unsupportedByBoth } from "../../query-error";
import type { QueryParser } from "../query-parser";
import type { Statement } from "../statement";
import type { TokenCursor } from "../token-cursor";

/** Parses SHOW and DESCRIBE, after the first word. */
export class ShowParser {
  constructor(
    private readonly cursor: TokenCursor,
    private readonly queries: QueryParser,
  ) {}

  show(): Statement {
    const { cursor } = this;
    if (cursor.accept("DATABASES") || cursor.accept("SCHEMAS")) {
      return { kind: "showDatabases", pattern: this.pattern() };
    }
    for (const [keyword, kind] of [
      ["TABLES", "showTables"],
      ["VIEWS", "showViews"],
    ] as const) {
      if (!cursor.accept(keyword)) continue;
      const database =
        cursor.accept("IN") || cursor.accept("FROM") ? this.queries.name() : undefined;
      return { kind, database: database?.toLowerCase(), pattern: this.pattern() };
    }
    if (cursor.accept("PARTITIONS")) {
      const name = this.name();
      if (cursor.at("PARTITION"))
        throw unsupportedByBoth("SHOW PARTITIONS … PARTITION", cursor.peek());
      return { kind: "showPartitions", name };
    }
    if (cursor.accept("TBLPROPERTIES")) {
      return { kind: "showProperties", name: this.name(), property: this.property() };
    }
    if (cursor.accept("CREATE", "TABLE")) return { kind: "showCreateTable", name: this.name() };
    if (cursor.accept("CREATE", "VIEW")) return { kind: "showCreateView", name: this.name() };
    if (!cursor.accept("COLUMNS"))
      throw cursor.mismatch("'TABLES', 'DATABASES', 'PARTITIONS', 'COLUMNS', 'CREATE', 'VIEWS'");
    if (!cursor.accept("IN")) cursor.expect("FROM");
    const name = this.name();
    if (!cursor.accept("IN") && !cursor.accept("FROM")) return { kind: "showColumns", name };
    return { kind: "showColumns", name: { ...name, parts: [this.queries.name(), ...name.parts] } };
  }

  describe(): Statement {
    const more = ["EXTENDED", "FORMATTED"].find((word) => this.cursor.at(word));
    if (more !== undefined) throw unsupportedByBoth(`DESCRIBE ${more}`, this.cursor.peek());
    const name = this.name();
    if (this.cursor.at("PARTITION"))
      throw unsupportedByBoth("DESCRIBE … PARTITION", this.cursor.peek());
    const { kind } = this.cursor.peek();
    if (kind === "name" || kind === "quoted") {
      throw unsupportedByBoth("DESCRIBE of a column", this.cursor.peek());
    }
    return { kind: "describe", name };
  }

  /** `('comment')`; undefined where no property is named. */
  private property(): string | undefined {
    if (!this.cursor.acceptSymbol("(")) return undefined;
    const token = this.cursor.next();
    if (token.kind !== "string" && token.kind !== "quoted") throw this.cursor.mismatch("<string>");
    this.cursor.expectSymbol(")");
    return token.text;
  }

  /** `LIKE '…'` or, as in Hive, only the string. */
  private pattern(): string | undefined {
    const like = this.cursor.accept("LIKE");
    const token = this.cursor.peek();
    if (token.kind !== "string" && token.kind !== "quoted") {
      if (like) throw this.cursor.mismatch("<string>");
      return undefined;
    }
    this.cursor.next();
    return token.text;
  }

  private name() {
    return this.queries.qualifiedName();
  }
}
