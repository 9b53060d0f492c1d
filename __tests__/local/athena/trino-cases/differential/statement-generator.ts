import { AGGREGATE_TEMPLATES, WINDOW_TEMPLATES } from "./aggregate-templates";
import { SAMPLES, TYPE_KEYS, type TypeKey, TYPES } from "./sample-values";
import { OTHER_TEMPLATES, SCALAR_TEMPLATES } from "./scalar-templates";
import { SeededRandom } from "./seeded-random";

/** A generated statement. */
export interface GeneratedStatement {
  readonly sql: string;
  /** Whether the order of its rows is total. */
  readonly ordered: boolean;
  /** Whether it has results whose last digits depend on the order of a sum or on a library. */
  readonly inexact: boolean;
}

interface Statement {
  readonly sql: string;
  readonly ordered?: boolean;
}

interface Column {
  readonly name: string;
  readonly type: TypeKey;
}

/** Functions in each other. */
const DEPTH = 3;

/** Makes one statement; the same seed and index make the same one. */
export function generateStatement(seed: number, index: number): GeneratedStatement {
  return new StatementGenerator(new SeededRandom(seed * 1_000_003 + index * 7919)).statement();
}

class StatementGenerator {
  private inexact = false;
  private lambdas = 0;

  constructor(private readonly random: SeededRandom) {}

  statement(): GeneratedStatement {
    const forms: readonly (() => Statement)[] = [
      () => this.plain(),
      () => this.plain(),
      () => this.plain(),
      () => this.plain(),
      () => this.grouped(),
      () => this.grouped(),
      () => this.windowed(),
      () => this.joined(),
      () => this.united(),
      () => this.nested(),
      () => this.sorted(),
      () => this.unnested(),
    ];
    const { sql, ordered = false } = this.random.pick(forms)();
    return { sql, ordered, inexact: this.inexact };
  }

  private plain(): { sql: string } {
    const { table, columns } = this.table("t");
    return { sql: `${table} SELECT ${this.items(columns, 3)} FROM t${this.where(columns)}` };
  }

  private grouped(): { sql: string } {
    const { table, columns } = this.table("t");
    const keys = this.some(1, 2, () => this.expression(this.comparableType(), columns, 1));
    const aggregates = this.some(1, 3, () =>
      this.fill(this.random.pick(AGGREGATE_TEMPLATES), columns, 1),
    );
    const having = this.random.chance(0.2) ? " HAVING count(*) > 1" : "";
    if (this.random.chance(0.25)) {
      return { sql: `${table} SELECT ${aggregates.join(", ")} FROM t${this.where(columns)}` };
    }
    // Grouping sets are of columns.
    const names = this.some(1, 2, () => this.random.pick(columns).name);
    const form = this.random.pick(["", "", "", "ROLLUP", "CUBE", "GROUPING SETS"]);
    const list = (form === "" ? keys : names).join(", ");
    const by =
      form === "" ? list : `${form} (${form === "GROUPING SETS" ? `(${list}), ()` : list})`;
    const items = [list, ...aggregates].join(", ");
    return { sql: `${table} SELECT ${items} FROM t${this.where(columns)} GROUP BY ${by}${having}` };
  }

  private windowed(): { sql: string } {
    const { table, columns } = this.table("t");
    const windows = this.some(1, 2, () =>
      this.fill(this.random.pick(WINDOW_TEMPLATES), columns, 1),
    );
    return { sql: `${table} SELECT id, ${windows.join(", ")} FROM t${this.where(columns)}` };
  }

  private joined(): { sql: string } {
    const [left, right] = [this.table("t", "a"), this.table("u", "b")];
    const tables = `${left.table}, ${right.table.replace("WITH ", "")}`;
    const columns = [...left.columns, ...right.columns];
    const kind = this.random.pick([
      "JOIN",
      "LEFT JOIN",
      "RIGHT JOIN",
      "FULL JOIN",
      "CROSS JOIN",
      "USING",
    ]);
    if (kind === "USING") {
      const others = columns.filter(({ name }) => name !== "id");
      return { sql: `${tables} SELECT id, ${this.items(others, 2)} FROM t JOIN u USING (id)` };
    }
    const rest = columns.filter(({ name }) => name !== "id");
    const on =
      kind === "CROSS JOIN"
        ? ""
        : ` ON ${this.random.chance(0.6) ? "t.id = u.id" : this.expression("boolean", rest, 1)}`;
    return {
      sql: `${tables} SELECT t.id, u.id, ${this.items(rest, 2)} FROM t ${kind} u${on}${this.where(rest)}`,
    };
  }

  private united(): { sql: string } {
    const { table, columns } = this.table("t");
    const type = this.comparableType();
    const operator = this.random.pick([
      "UNION",
      "UNION ALL",
      "INTERSECT",
      "EXCEPT",
      "INTERSECT ALL",
      "EXCEPT ALL",
    ]);
    const other = this.random.chance(0.2) ? this.comparableType() : type;
    const side = (of: TypeKey) =>
      `SELECT ${this.expression(of, columns, 2)} FROM t${this.where(columns)}`;
    return { sql: `${table} ${side(type)} ${operator} ${side(other)}` };
  }

  private nested(): { sql: string } {
    const [left, right] = [this.table("t", "a"), this.table("u", "b")];
    const tables = `${left.table}, ${right.table.replace("WITH ", "")}`;
    const inner = right.columns.filter(({ name }) => name !== "id");
    const outer = left.columns.filter(({ name }) => name !== "id");
    const type = this.comparableType();
    const value = this.expression(type, outer, 1);
    const query = `SELECT ${this.expression(type, inner, 1)} FROM u`;
    const operator = this.random.pick(["=", "<>", "<", ">="]);
    const condition = this.random.pick([
      `${value} IN (${query})`,
      `${value} NOT IN (${query})`,
      `${value} ${operator} ALL (${query})`,
      `${value} ${operator} ANY (${query})`,
      `EXISTS (SELECT 1 FROM u WHERE u.id = t.id AND ${this.expression("boolean", [...inner, ...outer], 1)})`,
      `(SELECT count(*) FROM u WHERE u.id <= t.id) > 1`,
      `${value} = (SELECT ${this.expression(type, inner, 1)} FROM u WHERE u.id = t.id)`,
    ]);
    return this.random.chance(0.5)
      ? { sql: `${tables} SELECT id, ${condition} FROM t` }
      : { sql: `${tables} SELECT id, ${this.items(outer, 1)} FROM t WHERE ${condition}` };
  }

  private sorted(): { sql: string; ordered: boolean } {
    const { table, columns } = this.table("t");
    const key = this.expression(this.comparableType(), columns, 1);
    const direction = this.random.pick(["", " DESC", " NULLS FIRST", " DESC NULLS LAST"]);
    const limit = this.random.pick(["", " LIMIT 2", " OFFSET 1", " OFFSET 1 LIMIT 2"]);
    if (this.random.chance(0.3)) {
      return {
        sql: `${table} SELECT DISTINCT ${key}, ${this.items(columns, 1)} FROM t`,
        ordered: false,
      };
    }
    return {
      sql: `${table} SELECT id, ${this.items(columns, 2)} FROM t${this.where(columns)} ORDER BY ${key}${direction}, id${limit}`,
      ordered: true,
    };
  }

  private unnested(): { sql: string } {
    const { table, columns } = this.table("t");
    const type = this.random.pick(["integers", "texts", "doubles"] as const);
    const element = ({ integers: "integer", texts: "varchar", doubles: "double" } as const)[type];
    const list = this.expression(type, columns, 1);
    const ordinality = this.random.chance(0.3);
    const names = ordinality ? "e, o" : "e";
    const inner: Column[] = [...columns, { name: "e", type: element }];
    const join = this.random.pick(["CROSS JOIN", "LEFT JOIN"]);
    return {
      sql: `${table} SELECT id, ${ordinality ? "o, " : ""}${this.items(inner, 2)} FROM t ${join} UNNEST(${list})${ordinality ? " WITH ORDINALITY" : ""} AS v(${names})${join === "LEFT JOIN" ? " ON TRUE" : ""}`,
    };
  }

  /** A table of a few rows as a named query. */
  private table(name: string, prefix = "c"): { table: string; columns: Column[] } {
    const types = this.some(3, 6, () => this.random.pick(TYPE_KEYS));
    const columns: Column[] = types.map((type, index) => ({ name: `${prefix}${index}`, type }));
    const rows = this.some(1, 5, () => types.map((type) => this.cell(type)));
    const lines = rows.map(
      (row, line) =>
        `(${[String(line + 1), ...row.map((value, index) => (line > 0 ? value : this.cast(value, types[index] ?? "integer")))].join(", ")})`,
    );
    const names = ["id", ...columns.map((column) => column.name)].join(", ");
    return {
      table: `WITH ${name}(${names}) AS (VALUES ${lines.join(", ")})`,
      columns: [{ name: "id", type: "integer" }, ...columns],
    };
  }

  private cell(type: TypeKey): string {
    if (this.random.chance(0.2)) return `CAST(NULL AS ${TYPES[type]})`;
    return this.cast(this.random.pick(SAMPLES[type]), type);
  }

  private cast(value: string, type: TypeKey): string {
    return value.startsWith("CAST(") ? value : `CAST(${value} AS ${TYPES[type]})`;
  }

  private where(columns: readonly Column[]): string {
    return this.random.chance(0.3) ? ` WHERE ${this.expression("boolean", columns, 2)}` : "";
  }

  private items(columns: readonly Column[], most: number): string {
    return this.some(1, most, () =>
      this.random.chance(0.05)
        ? this.fill(this.random.pick(OTHER_TEMPLATES), columns, DEPTH - 1)
        : this.expression(this.random.pick(TYPE_KEYS), columns, DEPTH),
    ).join(", ");
  }

  private comparableType(): TypeKey {
    return this.random.pick([
      "boolean",
      "integer",
      "bigint",
      "double",
      "real",
      "decimal",
      "varchar",
      "short_varchar",
      "date",
      "timestamp",
      "fine_timestamp",
      "smallint",
      "varbinary",
      "zoned",
    ] as const);
  }

  private expression(type: TypeKey, columns: readonly Column[], depth: number): string {
    if (depth <= 0 || this.random.chance(0.15)) return this.leaf(type, columns);
    return this.fill(this.random.pick(SCALAR_TEMPLATES[type]), columns, depth - 1);
  }

  private leaf(type: TypeKey, columns: readonly Column[]): string {
    const fitting = columns.filter((column) => column.type === type);
    if (fitting.length > 0 && this.random.chance(0.85)) return this.random.pick(fitting).name;
    if (this.random.chance(0.005)) return "NULL";
    return this.cell(type);
  }

  private fill(template: string, columns: readonly Column[], depth: number): string {
    if (template.startsWith("~")) this.inexact = true;
    let last = "";
    return template.replace(/^~/, "").replace(/\{([^{}]+)\}/g, (_, hole: string) => {
      const [, parameter, result] = /^x:(\w+)->(\w+)$/.exec(hole) ?? [];
      if (parameter !== undefined)
        return this.lambda(keyOf(parameter), keyOf(result), columns, depth);
      if (hole === "any") return this.random.pick(columns).name;
      if (hole === "over") return this.over(columns, "id");
      if (hole === "ties") return this.over(columns, this.leaf(this.comparableType(), columns));
      if (hole === "varchar:key") return `CAST(id AS varchar)`;
      if (hole === "integer:same") return last;
      const [type = "", kind] = hole.split(":");
      last =
        kind === "literal"
          ? this.random.pick(SAMPLES[keyOf(type)])
          : this.expression(keyOf(type), columns, depth);
      return last;
    });
  }

  private over(columns: readonly Column[], order: string): string {
    const partition = this.random.chance(0.4)
      ? `PARTITION BY ${this.leaf(this.comparableType(), columns)} `
      : "";
    return `${partition}ORDER BY ${order}${this.random.pick(["", " DESC"])}`;
  }

  private lambda(
    parameter: TypeKey,
    result: TypeKey,
    columns: readonly Column[],
    depth: number,
  ): string {
    this.lambdas += 1;
    const name = `x${this.lambdas}`;
    // Listed several times: the body shall use it.
    const own = [1, 2, 3].map(() => ({ name, type: parameter }));
    return `${name} -> ${this.expression(result, [...columns, ...own], Math.max(depth, 1))}`;
  }

  private some<Item>(least: number, most: number, make: () => Item): Item[] {
    return Array.from({ length: this.random.integer(least, most) }, make);
  }
}

function keyOf(type: string | undefined): TypeKey {
  if (type !== undefined && Object.hasOwn(TYPES, type)) return type as TypeKey;
  throw new RangeError(`${type ?? "nothing"} is no type of the templates`);
}
