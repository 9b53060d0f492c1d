import { QueryError, unsupportedByBoth } from "../../query-error";
import type {
  ColumnDefinition,
  DatabaseDefinition,
  HiveTableDefinition,
  RowFormat,
  Statement,
} from "../statement";
import type { QualifiedName } from "../syntax-tree";
import type { TokenCursor } from "../token-cursor";

type Properties = ReadonlyMap<string, string>;

/**
 * Parses Hive's definitions of tables: `CREATE EXTERNAL TABLE`, and the changes of `ALTER TABLE` that concern a whole
 * table.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-table.html
 */
export class HiveTableParser {
  constructor(private readonly cursor: TokenCursor) {}

  /** The statement after `CREATE EXTERNAL TABLE`. */
  create(): Statement {
    const { cursor } = this;
    const ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
    const name = this.qualifiedName();
    const columns = cursor.atSymbol("(") ? this.columns() : [];
    const comment = cursor.accept("COMMENT") ? this.text() : undefined;
    const partitionedBy = cursor.accept("PARTITIONED", "BY") ? this.columns() : [];
    for (const clause of ["CLUSTERED", "SKEWED"]) {
      if (cursor.at(clause)) throw unsupportedByBoth(`${clause} BY`, cursor.peek());
    }
    const format = this.format();
    const location = cursor.accept("LOCATION") ? this.text() : undefined;
    const properties = cursor.accept("TBLPROPERTIES") ? this.properties() : new Map();
    const definition: HiveTableDefinition = {
      columns,
      partitionedBy,
      comment,
      ...format,
      location,
      properties,
    };
    return { kind: "createExternalTable", name, ifNotExists, definition };
  }

  /** The change after `ALTER TABLE name`; undefined if it is another one. */
  alter(name: QualifiedName): Statement | undefined {
    const { cursor } = this;
    for (const replace of [false, true]) {
      if (!cursor.accept(replace ? "REPLACE" : "ADD", "COLUMNS")) continue;
      return {
        kind: "alterTable",
        name,
        change: { kind: "columns", columns: this.columns(), replace },
      };
    }
    if (cursor.accept("SET", "TBLPROPERTIES")) {
      return {
        kind: "alterTable",
        name,
        change: { kind: "properties", properties: this.properties() },
      };
    }
    if (cursor.accept("SET", "LOCATION")) {
      return { kind: "alterTable", name, change: { kind: "location", location: this.text() } };
    }
    return undefined;
  }

  /** What follows the name in `CREATE DATABASE`. */
  database(): DatabaseDefinition {
    const { cursor } = this;
    const comment = cursor.accept("COMMENT") ? this.text() : undefined;
    const location = cursor.accept("LOCATION") ? this.text() : undefined;
    const properties = cursor.accept("WITH", "DBPROPERTIES") ? this.properties() : new Map();
    return { comment, location, properties };
  }

  private columns(): ColumnDefinition[] {
    this.cursor.expectSymbol("(");
    const columns = this.cursor.list(() => {
      const name = this.identifier().toLowerCase();
      const type = this.type();
      return { name, type, comment: this.cursor.accept("COMMENT") ? this.text() : undefined };
    });
    this.cursor.expectSymbol(")");
    return columns;
  }

  /** A type as Glue stores it: `array<struct<id:int>>`. */
  private type(): string {
    return this.cursor.nested(() => {
      const name = this.identifier().toLowerCase();
      const { cursor } = this;
      if (name === "struct") {
        const fields = this.angled(() => {
          const field = this.identifier().toLowerCase();
          cursor.expectSymbol(":");
          return `${field}:${this.type()}`;
        });
        return `struct<${fields.join(",")}>`;
      }
      if (name === "array" || name === "map")
        return `${name}<${this.angled(() => this.type()).join(",")}>`;
      if (!cursor.acceptSymbol("(")) return name === "integer" ? "int" : name;
      const numbers = cursor.list(() => {
        if (cursor.peek().kind !== "integer") throw cursor.mismatch("<integer>");
        return cursor.next().text;
      });
      cursor.expectSymbol(")");
      return `${name}(${numbers.join(",")})`;
    });
  }

  private angled(read: () => string): string[] {
    this.cursor.expectSymbol("<");
    const items = this.cursor.list(read);
    this.cursor.expectSymbol(">");
    return items;
  }

  private format(): Pick<HiveTableDefinition, "rowFormat" | "storedAs"> {
    const { cursor } = this;
    let rowFormat: RowFormat | undefined;
    if (cursor.accept("ROW", "FORMAT", "DELIMITED")) rowFormat = this.delimited();
    else if (cursor.accept("ROW", "FORMAT", "SERDE")) {
      rowFormat = { kind: "serde", library: this.text(), parameters: new Map() };
    }
    let parameters = this.serdeProperties();
    let storedAs: HiveTableDefinition["storedAs"];
    if (cursor.accept("STORED", "AS")) {
      if (cursor.accept("INPUTFORMAT")) {
        const input = this.text();
        cursor.expect("OUTPUTFORMAT");
        storedAs = { input, output: this.text() };
      } else storedAs = this.identifier().toUpperCase();
    } else if (cursor.at("STORED")) throw unsupportedByBoth("STORED BY", cursor.peek());
    parameters = new Map([...parameters, ...this.serdeProperties()]);
    if (parameters.size === 0) return { rowFormat, storedAs };
    if (rowFormat?.kind !== "serde") throw cursor.mismatch("'ROW FORMAT SERDE'");
    return { rowFormat: { ...rowFormat, parameters }, storedAs };
  }

  private serdeProperties(): Properties {
    return this.cursor.accept("WITH", "SERDEPROPERTIES") ? this.properties() : new Map();
  }

  /** The clauses of ROW FORMAT DELIMITED, in Hive's order. */
  private delimited(): RowFormat {
    const { cursor } = this;
    const field = cursor.accept("FIELDS", "TERMINATED", "BY") ? this.text() : undefined;
    const escape = cursor.accept("ESCAPED", "BY") ? this.text() : undefined;
    const item = cursor.accept("COLLECTION", "ITEMS", "TERMINATED", "BY") ? this.text() : undefined;
    const key = cursor.accept("MAP", "KEYS", "TERMINATED", "BY") ? this.text() : undefined;
    const position = cursor.peek();
    const line = cursor.accept("LINES", "TERMINATED", "BY") ? this.text() : undefined;
    if (line !== undefined && line !== "\n") {
      const reason = `LINES TERMINATED BY only supports newline '\\n' right now: ${JSON.stringify(line)}`;
      throw new QueryError("SYNTAX_ERROR", reason, position);
    }
    const nullText = cursor.accept("NULL", "DEFINED", "AS") ? this.text() : undefined;
    return { kind: "delimited", field, escape, item, key, line, nullText };
  }

  private properties(): Properties {
    this.cursor.expectSymbol("(");
    const properties = this.cursor.list(() => {
      const name = this.text();
      this.cursor.expectSymbol("=");
      return [name, this.text()] as const;
    });
    this.cursor.expectSymbol(")");
    return new Map(properties);
  }

  private qualifiedName(): QualifiedName {
    const { line, column } = this.cursor.peek();
    // SHOW CREATE TABLE writes database and table in one pair of quotes.
    const parts = this.identifier().split(".");
    while (this.cursor.acceptSymbol(".")) parts.push(this.identifier());
    if (parts.length > 2) throw this.cursor.mismatch("a name of up to two parts");
    return { parts, line, column };
  }

  private identifier(): string {
    const { kind } = this.cursor.peek();
    if (kind !== "name" && kind !== "quoted") throw this.cursor.mismatch("<identifier>");
    return this.cursor.next().text;
  }

  private text(): string {
    if (this.cursor.peek().kind !== "string") throw this.cursor.mismatch("<string>");
    return this.cursor.next().text;
  }
}
