import { type Column, type Columns, ExpressionGenerator } from "../expression-generator";
import { SAMPLES, TYPE_KEYS, type TypeKey, TYPES } from "../sample-values";
import type { SeededRandom } from "../seeded-random";
import type { GeneratedTable } from "../tables/generated-table";

/** A relation that a statement reads. */
export interface Source extends Columns {
  /** The relation of the FROM clause, with its alias. */
  readonly from: string;
}

/** A generated statement. */
export interface Statement {
  readonly sql: string;
  /** Whether the order of its rows is total. @default false */
  readonly ordered?: boolean;
}

/** What the forms of statements share: relations and expressions. */
export class Workshop {
  readonly expressions: ExpressionGenerator;
  private readonly named: string[] = [];

  constructor(
    readonly random: SeededRandom,
    private readonly tables: readonly GeneratedTable[],
  ) {
    this.expressions = new ExpressionGenerator(random);
  }

  /** A table of the catalog, or a named query of some values, under an alias. Its columns are named with the alias. */
  source(alias: string): Source {
    if (this.random.chance(0.25)) return this.values(alias);
    const table = this.random.pick(this.tables);
    const columns = table.columns.map(({ name, type }) => ({ name: `${alias}.${name}`, type }));
    return { from: `${table.name} ${alias}`, columns: columns.slice(1), id: `${alias}.id` };
  }

  /** Adds a named query. @returns its name */
  name(query: string, prefix: string): string {
    const name = `${prefix}${this.named.length + 1}`;
    this.named.push(`${name} AS (${query})`);
    return name;
  }

  /** A statement with the named queries before it. */
  complete({ sql, ordered }: Statement): Statement {
    const named = this.named.length === 0 ? "" : `WITH ${this.named.join(", ")} `;
    return { sql: `${named}${sql}`, ordered: ordered === true };
  }

  /** A scope without the relations' names, where a query has only one. */
  static bare({ columns, id }: Columns): Columns {
    const bare = (name: string) => name.replace(/^\w+\./, "");
    return { columns: columns.map(({ name, type }) => ({ name: bare(name), type })), id: bare(id) };
  }

  private values(alias: string): Source {
    const types = this.expressions.list(6, () => this.random.pick(TYPE_KEYS));
    const columns: Column[] = types.map((type, index) => ({ name: `c${index}`, type }));
    const rows = this.expressions.list(6, () => types.map((type) => this.cell(type)));
    const lines = rows.map((row, line) => {
      const cells = row.map((value, index) => {
        const type = types[index] ?? "integer";
        return line > 0 || value.startsWith("CAST(") ? value : `CAST(${value} AS ${TYPES[type]})`;
      });
      return `(${[String(line + 1), ...cells].join(", ")})`;
    });
    const names = ["id", ...columns.map(({ name }) => name)].join(", ");
    const name = this.name(`SELECT * FROM (VALUES ${lines.join(", ")}) AS v(${names})`, "w");
    return {
      from: `${name} ${alias}`,
      columns: columns.map((column) => ({ ...column, name: `${alias}.${column.name}` })),
      id: `${alias}.id`,
    };
  }

  private cell(type: TypeKey): string {
    if (this.random.chance(0.2)) return `CAST(NULL AS ${TYPES[type]})`;
    return `CAST(${this.random.pick(SAMPLES[type])} AS ${TYPES[type]})`;
  }
}
