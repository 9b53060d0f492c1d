import { QueryError, unsupported, unsupportedByBoth } from "../../query-error";
import { HiveTableParser } from "./hive-table-parser";
import { rejectChangeNotInAthena, rejectTableChangeNotInAthena } from "./not-in-athena";
import type { Expression } from "../syntax-tree";
import type { QueryParser } from "../query-parser";
import type { PartitionSpec, PropertyValue, Statement } from "../statement";
import type { TokenCursor } from "../token-cursor";

/** Parses DDL statements, including SHOW and DESCRIBE. */
export class DdlParser {
  constructor(
    private readonly cursor: TokenCursor,
    private readonly queries: QueryParser,
  ) {}

  /** The statement; undefined if the next token does not start one of these. */
  statement(): Statement | undefined {
    const { cursor } = this;
    if (cursor.accept("SHOW")) return this.show();
    if (cursor.accept("DESCRIBE") || cursor.accept("DESC")) return this.describe();
    if (cursor.accept("MSCK")) {
      cursor.expect("REPAIR", "TABLE");
      return { kind: "repairTable", name: this.name() };
    }
    if (cursor.accept("ALTER")) return this.alter();
    if (cursor.accept("DROP")) return this.drop();
    return cursor.accept("CREATE") ? this.create() : undefined;
  }

  private show(): Statement {
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
    if (cursor.accept("TBLPROPERTIES")) return { kind: "showProperties", name: this.name() };
    if (cursor.accept("CREATE", "TABLE")) return { kind: "showCreateTable", name: this.name() };
    if (cursor.accept("CREATE", "VIEW")) return { kind: "showCreateView", name: this.name() };
    if (!cursor.accept("COLUMNS"))
      throw cursor.mismatch("'TABLES', 'DATABASES', 'PARTITIONS', 'COLUMNS', 'CREATE', 'VIEWS'");
    if (!cursor.accept("IN")) cursor.expect("FROM");
    const name = this.name();
    if (!cursor.accept("IN") && !cursor.accept("FROM")) return { kind: "showColumns", name };
    return { kind: "showColumns", name: { ...name, parts: [this.queries.name(), ...name.parts] } };
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

  private describe(): Statement {
    const more = ["EXTENDED", "FORMATTED"].find((word) => this.cursor.at(word));
    if (more !== undefined) throw unsupportedByBoth(`DESCRIBE ${more}`, this.cursor.peek());
    const name = this.name();
    if (this.cursor.at("PARTITION"))
      throw unsupportedByBoth("DESCRIBE … PARTITION", this.cursor.peek());
    return { kind: "describe", name };
  }

  private alter(): Statement {
    const { cursor } = this;
    for (const what of ["DATABASE", "SCHEMA", "VIEW"]) {
      if (!cursor.at(what)) continue;
      const { line, column } = cursor.next();
      this.name();
      rejectChangeNotInAthena(cursor, what);
      throw unsupportedByBoth(`ALTER ${what}`, { line, column });
    }
    if (!cursor.accept("TABLE"))
      throw unsupportedByBoth("ALTER of anything but a table", cursor.peek());
    const name = this.name();
    rejectTableChangeNotInAthena(cursor);
    if (cursor.at("DROP", "COLUMN")) throw unsupported("ALTER TABLE … DROP COLUMN", cursor.peek());
    const change = new HiveTableParser(cursor).alter(name);
    if (change !== undefined) return change;
    if (cursor.accept("ADD")) {
      const ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
      if (!cursor.at("PARTITION"))
        throw unsupportedByBoth("ALTER TABLE … ADD of anything but partitions", cursor.peek());
      const partitions: { spec: PartitionSpec; location: string | undefined }[] = [];
      while (cursor.accept("PARTITION")) {
        const spec = this.partitionSpec();
        partitions.push({ spec, location: cursor.accept("LOCATION") ? this.text() : undefined });
      }
      return { kind: "addPartitions", name, ifNotExists, partitions };
    }
    if (!cursor.accept("DROP")) {
      throw unsupportedByBoth(`ALTER TABLE … ${cursor.peek().text.toUpperCase()}`, cursor.peek());
    }
    const ifExists = cursor.accept("IF", "EXISTS");
    const specs = cursor.list(() => {
      cursor.expect("PARTITION");
      return this.partitionSpec();
    });
    if (cursor.at("PURGE")) throw unsupportedByBoth("DROP PARTITION … PURGE", cursor.peek());
    return { kind: "dropPartitions", name, ifExists, specs };
  }

  private partitionSpec(): PartitionSpec {
    this.cursor.expectSymbol("(");
    const keys = new Set<string>();
    const values = this.cursor.list(() => {
      const position = this.cursor.peek();
      const key = this.queries.name().toLowerCase();
      if (keys.has(key)) {
        const reason = `The partition specification has the key ${key} more than once`;
        throw new QueryError("SYNTAX_ERROR", reason, position);
      }
      keys.add(key);
      // Hive compares keys in DROP PARTITION only, which Athena's documentation does not show.
      const compared = ["<", "<=", ">", ">=", "<>", "!="].find((each) =>
        this.cursor.atSymbol(each),
      );
      if (compared !== undefined) {
        throw unsupportedByBoth(`DROP PARTITION (${key} ${compared} …)`, this.cursor.peek());
      }
      this.cursor.expectSymbol("=");
      return [key, this.constant()] as const;
    });
    this.cursor.expectSymbol(")");
    return new Map(values);
  }

  /** A string or a number, as a string. */
  private constant(): string {
    const minus = this.cursor.acceptSymbol("-") ? "-" : "";
    const token = this.cursor.peek();
    if (!["string", "quoted", "integer", "decimal", "double"].includes(token.kind)) {
      throw this.cursor.mismatch("<constant>");
    }
    this.cursor.next();
    return minus + token.text;
  }

  private text(): string {
    const token = this.cursor.peek();
    if (token.kind !== "string" && token.kind !== "quoted") throw this.cursor.mismatch("<string>");
    this.cursor.next();
    return token.text;
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
      return { kind: "createDatabase", name: this.queries.name().toLowerCase(), ifNotExists };
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
