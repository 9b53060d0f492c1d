import type { TypeKey } from "../sample-values";
import { WINDOW_TEMPLATES } from "../templates/aggregate-templates";
import { FAILING_TEMPLATES } from "../templates/failing-templates";
import { type Statement, Workshop } from "./source";

/** Makes a statement. */
export type Form = (shop: Workshop) => Statement;

const plain: Form = (shop) => {
  const source = shop.source("t");
  const scope = Workshop.bare(source);
  return {
    sql: `SELECT ${shop.expressions.items(scope, 3)} FROM ${source.from}${shop.expressions.where(scope)}`,
  };
};

/** What may fail: both fail, or none. */
const failing: Form = (shop) => {
  const source = shop.source("t");
  const value = shop.expressions.fill(shop.random.pick(FAILING_TEMPLATES), source, 1);
  const some = shop.random.pick(["", ` WHERE ${source.id} = 1`, ` WHERE ${source.id} <= 3`]);
  const tried = shop.random.chance(0.4) && !/ OVER |ERROR ON/.test(value);
  return {
    sql: `SELECT ${source.id}, ${tried ? `TRY(${value})` : value} FROM ${source.from}${some}`,
  };
};

const grouped: Form = (shop) => {
  const { random, expressions } = shop;
  const source = shop.source("t");
  const scope = Workshop.bare(source);
  const aggregates = expressions.list(3, () => expressions.aggregate(scope));
  const where = expressions.where(scope, 0.3);
  if (random.chance(0.2))
    return { sql: `SELECT ${aggregates.join(", ")} FROM ${source.from}${where}` };
  const having = random.chance(0.25)
    ? ` HAVING ${random.pick(["count(*) > 1", "count(*) BETWEEN 1 AND 5", expressions.fill("coalesce(max({integer}), 0) >= 1", scope, 1), expressions.fill("count_if({boolean}) > 0 OR count(*) > 2", scope, 1)])}`
    : "";
  const form = random.pick(["", "", "", "ordinal", "ROLLUP", "CUBE", "GROUPING SETS"]);
  if (form === "" || form === "ordinal") {
    const keys = expressions.list(2, () => expressions.of(expressions.comparableType(), scope, 1));
    const by = form === "" ? keys.join(", ") : keys.map((_, index) => String(index + 1)).join(", ");
    // A constant key by itself would be an ordinal.
    const list = [...keys, ...aggregates].join(", ");
    return { sql: `SELECT ${list} FROM ${source.from}${where} GROUP BY ${by}${having}` };
  }
  // Grouping sets are of columns.
  const sortable = scope.columns.filter(({ type }) => SORTABLE.has(type));
  if (sortable.length === 0) return plain(shop);
  // Of the two zeros, which are equal, any stands for a group.
  expressions.inexact = true;
  const names = [...new Set(expressions.list(3, () => random.pick(sortable).name))];
  const list = names.join(", ");
  const sets = form === "GROUPING SETS" ? `(${list}), (${names[0] ?? ""}), ()` : list;
  const grouping = random.chance(0.4) ? `, grouping(${list})` : "";
  return {
    sql: `SELECT ${list}, ${aggregates.join(", ")}${grouping} FROM ${source.from}${where} GROUP BY ${form} (${sets})${having}`,
  };
};

const SORTABLE: ReadonlySet<TypeKey> = new Set<TypeKey>([
  "integer",
  "varchar",
  "boolean",
  "date",
  "words",
  "double",
  "decimal",
  "short_varchar",
  "timestamp",
]);

const windowed: Form = (shop) => {
  const { random, expressions } = shop;
  const source = shop.source("t");
  const scope = Workshop.bare(source);
  const windows = expressions.list(2, () =>
    expressions.fill(random.pick(WINDOW_TEMPLATES), scope, 1),
  );
  const query = `SELECT ${scope.id} AS id, ${windows.join(", ")} FROM ${source.from}${expressions.where(scope, 0.3)}`;
  if (random.chance(0.3)) {
    // The first rows of each group.
    const key = expressions.leaf(expressions.comparableType(), scope);
    const ranked = `SELECT t.*, row_number() OVER (PARTITION BY ${key} ORDER BY ${scope.id} DESC) AS place FROM ${source.from}`;
    return { sql: `SELECT ${scope.id}, place FROM (${ranked}) WHERE place <= 2` };
  }
  if (random.chance(0.2)) {
    const window = expressions.fill("PARTITION BY {boolean:leaf} ORDER BY {id}", scope, 1);
    return {
      sql: `SELECT ${scope.id}, sum(${scope.id}) OVER w, rank() OVER w, ${expressions.fill("lag({any}) OVER w", scope, 1)} FROM ${source.from} WINDOW w AS (${window})`,
    };
  }
  return { sql: query };
};

const sorted: Form = (shop) => {
  const { random, expressions } = shop;
  const source = shop.source("t");
  const scope = Workshop.bare(source);
  const key = expressions.of(expressions.comparableType(), scope, 1);
  if (random.chance(0.25)) {
    return { sql: `SELECT DISTINCT ${key}, ${expressions.items(scope, 1)} FROM ${source.from}` };
  }
  const second = expressions.leaf(expressions.comparableType(), scope);
  const direction = () =>
    random.pick(["", " DESC", " NULLS FIRST", " DESC NULLS LAST", " ASC NULLS LAST"]);
  const limit = random.pick([
    "",
    " LIMIT 2",
    " OFFSET 1",
    " OFFSET 1 LIMIT 2",
    " LIMIT 10",
    " FETCH FIRST 3 ROWS ONLY",
    " LIMIT ALL",
  ]);
  const items = expressions.items(scope, 2);
  // A constant by itself would be an ordinal, and is none of a sort.
  const order = `${key}${direction()}, ${second}${direction()}, ${scope.id}`;
  const named = random.chance(0.3)
    ? `SELECT ${scope.id} AS id, ${key} AS k, ${items} FROM ${source.from}${expressions.where(scope)} ORDER BY k${direction()}, 1${limit}`
    : `SELECT ${scope.id}, ${items} FROM ${source.from}${expressions.where(scope)} ORDER BY ${order}${limit}`;
  return { sql: named, ordered: true };
};

/** Values of several types in one column. */
const mixed: Form = (shop) => {
  const { random } = shop;
  const column = () =>
    random.pick([
      ["1", "2.5", "3e0", "NULL", "CAST(7 AS bigint)"],
      ["'a'", "'bcd'", "NULL", "CAST('x' AS varchar)"],
      ["1", "CAST(2 AS bigint)", "NULL", "CAST(3 AS tinyint)"],
      ["1.5", "2.25", "100", "NULL", "CAST(3.14159 AS decimal(20,5))"],
      ["DATE '2020-01-01'", "TIMESTAMP '2021-01-01 10:00:00'", "NULL"],
      ["true", "NULL", "false"],
      ["ARRAY[1, 2]", "ARRAY[2.5]", "NULL", "ARRAY[CAST(1 AS bigint)]"],
      ["CAST(1.5 AS real)", "2e0", "3", "NULL"],
      ["TIMESTAMP '2020-01-01 00:00:00'", "TIMESTAMP '2020-01-01 00:00:00.123456'", "NULL"],
    ]);
  const columns = shop.expressions.list(3, column);
  const rows = shop.expressions.list(
    4,
    () => `(${columns.map((values) => random.pick(values)).join(", ")})`,
  );
  const names = columns.map((_, index) => `m${index}`);
  const from = `(VALUES ${rows.join(", ")}) AS v(${names.join(", ")})`;
  const item = (name: string) =>
    random.pick([
      name,
      `typeof(${name})`,
      `coalesce(${name}, NULL)`,
      `count(${name}) OVER ()`,
      `${name} IS NULL`,
    ]);
  return { sql: `SELECT ${names.map(item).join(", ")} FROM ${from}` };
};

/** Forms with one relation, and how often they are made. */
export const SINGLE_TABLE_FORMS: readonly (readonly [Form, number])[] = [
  [plain, 24],
  [failing, 5],
  [grouped, 16],
  [windowed, 10],
  [sorted, 9],
  [mixed, 3],
];
