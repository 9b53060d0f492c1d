import { unsupported } from "../../query-error";
import type { QueryParser } from "../query-parser";
import type { PropertyValue, Statement } from "../statement";
import type { Expression } from "../syntax-tree";
import type { TokenCursor } from "../token-cursor";
import { AlterTableParser } from "./alter-table-parser";
import { HiveTableParser } from "./hive-table-parser";
import { ShowParser } from "./show-parser";

/** Parses DDL statements, including SHOW and DESCRIBE. */
export class DdlParser {
  constructor(
    private readonly cursor: TokenCursor,
    private readonly queries: QueryParser,
  ) {}

  /** The statement; undefined if the next token does not start one of these. */
  statement(): Statement | undefined {
    const { cursor } = this;
    const shows = new ShowParser(cursor, this.queries);
    if (cursor.accept("SHOW")) return shows.show();
    if (cursor.accept("DESCRIBE") || cursor.accept("DESC")) return shows.describe();
    if (cursor.accept("MSCK")) {
      cursor.expect("REPAIR", "TABLE");
      return { kind: "repairTable", name: this.name() };
    }
    if (cursor.accept("ALTER")) return new AlterTableParser(cursor, this.queries).alter();
    if (cursor.accept("DROP")) return this.drop();
    return cursor.accept("CREATE") ? this.create() : undefined;
  }

  private drop(): Statement {
    const { cursor } = this;
    if (cursor.accept("DATABASE") || cursor.accept("SCHEMA")) {
      const ifExists = cursor.accept("IF", "EXISTS");
      const name = this.queries.name().toLowerCase();
      const cascade = cursor.accept("CASCADE");
      if (!cascade) cursor.accept("RESTRICT");
      return { kind: "dropDatabase", name, ifExists, cascade };
    }
    const kind = cursor.accept("VIEW") ? "dropView" : "dropTable";
    if (kind === "dropTable") cursor.expect("TABLE");
    const ifExists = cursor.accept("IF", "EXISTS");
    return { kind, name: this.name(), ifExists };
  }

  private create(): Statement {
    const { cursor } = this;
    const orReplace = cursor.accept("OR", "REPLACE");
    if (cursor.accept("VIEW")) {
      const name = this.name();
      for (const clause of ["COMMENT", "SECURITY"]) {
        if (cursor.at(clause)) throw unsupported(`CREATE VIEW … ${clause}`, cursor.peek());
      }
      cursor.expect("AS");
      const start = cursor.peek().start;
      const query = this.queries.query();
      const text = cursor.text.slice(start, cursor.peek().start).trim();
      return { kind: "createView", name, orReplace, query, text };
    }
    if (cursor.accept("DATABASE") || cursor.accept("SCHEMA")) {
      const ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
      const name = this.queries.name().toLowerCase();
      const definition = new HiveTableParser(cursor).database();
      return { kind: "createDatabase", name, ifNotExists, definition };
    }
    if (cursor.accept("EXTERNAL", "TABLE")) return new HiveTableParser(cursor).create();
    cursor.expect("TABLE");
    const ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
    const name = this.name();
    if (cursor.atSymbol("(")) throw unsupported("CREATE TABLE with columns", cursor.peek());
    if (cursor.at("COMMENT")) throw unsupported("CREATE TABLE … COMMENT", cursor.peek());
    const properties = cursor.accept("WITH") ? this.properties() : new Map<string, PropertyValue>();
    cursor.expect("AS");
    const query = this.queries.query();
    const withData = !cursor.accept("WITH", "NO", "DATA");
    if (withData) cursor.accept("WITH", "DATA");
    return { kind: "createTableAs", name, ifNotExists, properties, query, withData };
  }

  private properties(): ReadonlyMap<string, PropertyValue> {
    this.cursor.expectSymbol("(");
    const properties = this.cursor.list(() => {
      const name = this.queries.name().toLowerCase();
      this.cursor.expectSymbol("=");
      return [name, this.propertyValue(this.queries.expression())] as const;
    });
    this.cursor.expectSymbol(")");
    return new Map(properties);
  }

  private propertyValue(value: Expression): PropertyValue {
    switch (value.kind) {
      case "string":
      case "integer":
        return value.text;
      case "boolean":
        return String(value.value);
      case "array":
        return value.items.map((item) => String(this.propertyValue(item)));
      default:
        throw unsupported("A table property that is not a constant", value);
    }
  }

  private name() {
    return this.queries.qualifiedName();
  }
}
