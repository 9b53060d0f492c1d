import { QueryError, unsupported, unsupportedByBoth } from "../../query-error";
import type { QueryParser } from "../query-parser";
import type { PartitionSpec, Statement } from "../statement";
import type { TokenCursor } from "../token-cursor";
import { HiveTableParser } from "./hive-table-parser";
import { rejectChangeNotInAthena, rejectTableChangeNotInAthena } from "./not-in-athena";

/** Parses ALTER, after the first word: of a table, and its partitions. */
export class AlterTableParser {
  constructor(
    private readonly cursor: TokenCursor,
    private readonly queries: QueryParser,
  ) {}

  alter(): Statement {
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
    if (cursor.at("RENAME", "TO")) {
      const what = "ALTER TABLE … RENAME TO of an Iceberg table (Athena renames no other)";
      throw unsupportedByBoth(what, cursor.peek());
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

  private name() {
    return this.queries.qualifiedName();
  }
}
