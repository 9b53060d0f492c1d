import { SAMPLES, TYPE_KEYS, type TypeKey, TYPES } from "./sample-values";
import type { SeededRandom } from "./seeded-random";
import { AGGREGATE_TEMPLATES } from "./templates/aggregate-templates";
import { OTHER_TEMPLATES, SCALAR_TEMPLATES } from "./templates/templates";

/** A column that expressions may use. */
export interface Column {
  /** As a statement writes it, with its relation where that is needed. */
  readonly name: string;
  readonly type: TypeKey;
}

/** The columns of a FROM clause. */
export interface Columns {
  readonly columns: readonly Column[];
  /** An expression that differs for each row. */
  readonly id: string;
}

/** Functions in each other. */
const DEPTH = 3;

const COMPARABLE = [
  "boolean",
  "integer",
  "edge",
  "bigint",
  "double",
  "real",
  "decimal",
  "varchar",
  "short_varchar",
  "words",
  "date",
  "timestamp",
  "fine_timestamp",
  "smallint",
  "varbinary",
] as const satisfies readonly TypeKey[];

/** Writes expressions of templates. */
export class ExpressionGenerator {
  /** Whether an expression has digits that depend on the order of a sum or on a library. */
  inexact = false;
  private lambdas = 0;

  constructor(private readonly random: SeededRandom) {}

  /** Some items of a select list. */
  items(scope: Columns, most: number): string {
    return this.list(most, () => this.item(scope)).join(", ");
  }

  /** A condition of WHERE, or nothing. */
  where(scope: Columns, probability = 0.4): string {
    return this.random.chance(probability) ? ` WHERE ${this.of("boolean", scope, 2)}` : "";
  }

  /** A type that sorts, and is grouped by. */
  comparableType(): TypeKey {
    const type = this.random.pick(COMPARABLE);
    // Of the two zeros, which are equal, any stands for a group.
    if (type === "double" || type === "real") this.inexact = true;
    return type;
  }

  aggregate(scope: Columns): string {
    return this.fill(this.random.pick(AGGREGATE_TEMPLATES), scope, 1);
  }

  /** From one to `most` of them. */
  list<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: this.random.integer(1, most) }, make);
  }

  /** An expression of a type. */
  of(type: TypeKey, scope: Columns, depth = DEPTH): string {
    if (depth <= 0 || this.random.chance(0.2)) return this.leaf(type, scope);
    const templates = SCALAR_TEMPLATES[type];
    // A condition on digits that depend on a library would have another answer.
    const usable = depth < DEPTH ? templates.filter((text) => !text.startsWith("~")) : templates;
    return this.fill(this.random.pick(usable), scope, depth - 1);
  }

  /** A column of a type, or a sample of it. */
  leaf(type: TypeKey, { columns }: Columns): string {
    const fitting = columns.filter((column) => column.type === type);
    if (fitting.length > 0 && this.random.chance(0.9)) return this.random.pick(fitting).name;
    return this.cell(type);
  }

  /** A sample of a type, or a null. */
  cell(type: TypeKey): string {
    if (this.random.chance(0.1)) return `CAST(NULL AS ${TYPES[type]})`;
    return `CAST(${this.random.pick(SAMPLES[type])} AS ${TYPES[type]})`;
  }

  /** A template with its holes filled. */
  fill(template: string, scope: Columns, depth: number): string {
    if (template.startsWith("~")) this.inexact = true;
    let last = "";
    return template.replace(/^~/, "").replace(/\{([^{}]+)\}/g, (_, hole: string) => {
      const [, parameter, result] = /^x:(\w+)->(\w+)$/.exec(hole) ?? [];
      if (parameter !== undefined)
        return this.lambda(keyOf(parameter), keyOf(result), scope, depth);
      switch (hole) {
        case "any":
          return this.random.pick(scope.columns).name;
        case "id":
          return scope.id;
        case "over":
          return this.over(scope, scope.id);
        case "ties":
          return this.over(scope, this.leaf(this.comparableType(), scope));
        case "varchar:key":
          return `CAST(${scope.id} AS varchar)`;
        case "integer:nonzero":
          return this.random.pick(["1", "2", "3", "7", "-4", "10"]);
      }
      const [type = "", kind] = hole.split(":");
      if (kind === "same") return last;
      last = this.hole(keyOf(type), kind, scope, depth);
      return last;
    });
  }

  private hole(type: TypeKey, kind: string | undefined, scope: Columns, depth: number): string {
    if (kind === "literal") return this.random.pick(SAMPLES[type]);
    return kind === "leaf" ? this.leaf(type, scope) : this.of(type, scope, depth);
  }

  private item(scope: Columns): string {
    return this.random.chance(0.06)
      ? this.fill(this.random.pick(OTHER_TEMPLATES), scope, DEPTH - 1)
      : this.of(this.random.pick(TYPE_KEYS), scope);
  }

  private over(scope: Columns, order: string): string {
    const partition = this.random.chance(0.4)
      ? `PARTITION BY ${this.leaf(this.comparableType(), scope)} `
      : "";
    return `${partition}ORDER BY ${order}${this.random.pick(["", " DESC"])}`;
  }

  private lambda(parameter: TypeKey, result: TypeKey, scope: Columns, depth: number): string {
    this.lambdas += 1;
    const name = `x${this.lambdas}`;
    // Listed several times: the body shall use it.
    const own = [1, 2, 3].map(() => ({ name, type: parameter }));
    const inner = { ...scope, columns: [...scope.columns, ...own] };
    return `${name} -> ${this.of(result, inner, Math.max(depth, 1))}`;
  }
}

function keyOf(type: string | undefined): TypeKey {
  // Checked: the keys of TYPES are those of the type.
  if (type !== undefined && Object.hasOwn(TYPES, type)) return type as TypeKey;
  throw new RangeError(`${type ?? "nothing"} is no type of the templates`);
}
