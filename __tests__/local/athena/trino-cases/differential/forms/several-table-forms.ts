import type { Column, Columns } from "../expression-generator";
import { type Source, Workshop } from "./source";
import type { Form } from "./single-table-forms";

/** Two relations as one scope. */
function both(left: Source, right: Source): Columns {
  return {
    columns: [...left.columns, ...right.columns],
    id: `(coalesce(${left.id}, 0) * 1000 + coalesce(${right.id}, 0))`,
  };
}

const joined: Form = (shop) => {
  const { random, expressions } = shop;
  const [left, right] = [shop.source("a"), shop.source("b")];
  const scope = both(left, right);
  const kind = random.pick([
    "JOIN",
    "LEFT JOIN",
    "RIGHT JOIN",
    "FULL JOIN",
    "FULL OUTER JOIN",
    "CROSS JOIN",
    "USING",
    "LEFT USING",
    "three",
  ]);
  const items = expressions.items(scope, 2);
  if (kind.endsWith("USING")) {
    const type = kind === "USING" ? "" : "LEFT ";
    return {
      sql: `SELECT id, ${items} FROM ${left.from} ${type}JOIN ${right.from} USING (id)${expressions.where(scope, 0.3)}`,
    };
  }
  const on = kind === "CROSS JOIN" ? "" : ` ON ${condition(shop, left, right, scope)}`;
  const join = kind === "three" ? "LEFT JOIN" : kind;
  const from = `${left.from} ${join} ${right.from}${on}`;
  if (kind === "three") {
    const third = shop.source("c");
    return {
      sql: `SELECT ${left.id}, ${right.id}, ${third.id}, ${items} FROM ${from} JOIN ${third.from} ON ${third.id} = ${left.id}`,
    };
  }
  if (random.chance(0.35)) {
    const key = expressions.leaf(expressions.comparableType(), random.pick([left, right]));
    const aggregates = expressions.list(2, () => expressions.aggregate(scope));
    return { sql: `SELECT ${[key, ...aggregates].join(", ")} FROM ${from} GROUP BY ${key}` };
  }
  return {
    sql: `SELECT ${left.id}, ${right.id}, ${items} FROM ${from}${expressions.where(scope, 0.25)}`,
  };
};

function condition(shop: Workshop, left: Source, right: Source, scope: Columns): string {
  const { random, expressions } = shop;
  const type = expressions.comparableType();
  const [x, y] = [expressions.leaf(type, left), expressions.leaf(type, right)];
  return random.pick([
    `${left.id} = ${right.id}`,
    `${left.id} = ${right.id}`,
    `${left.id} = ${right.id} AND ${expressions.of("boolean", scope, 1)}`,
    `${x} = ${y}`,
    `${left.id} < ${right.id} AND ${right.id} <= 3`,
    `${x} = ${y} OR ${left.id} = ${right.id}`,
    expressions.of("boolean", scope, 1),
  ]);
}

const united: Form = (shop) => {
  const { random, expressions } = shop;
  const source = shop.source("t");
  const scope = Workshop.bare(source);
  const types = expressions.list(2, () => expressions.comparableType());
  const operator = () =>
    random.pick([
      "UNION",
      "UNION ALL",
      "INTERSECT",
      "EXCEPT",
      "UNION DISTINCT",
      "INTERSECT ALL",
      "EXCEPT ALL",
    ]);
  const side = () =>
    `SELECT ${types.map((type) => expressions.of(type, scope, 1)).join(", ")} FROM ${source.from}${expressions.where(scope)}`;
  const sides = `${side()} ${operator()} ${side()}`;
  const three = random.chance(0.3) ? `${sides} ${operator()} ${side()}` : sides;
  if (random.chance(0.3))
    return {
      sql: `SELECT count(*), count(DISTINCT k) FROM (${three}) AS s(k${types.length > 1 ? ", l" : ""})`,
    };
  if (random.chance(0.3) && types.length === 1)
    return { sql: `${three} ORDER BY 1 NULLS FIRST`, ordered: !expressions.inexact };
  return { sql: three };
};

const nested: Form = (shop) => {
  const { random, expressions } = shop;
  const [outer, inner] = [shop.source("t"), shop.source("u")];
  const type = expressions.comparableType();
  const value = expressions.of(type, outer, 1);
  const query = `SELECT ${expressions.of(type, inner, 1)} FROM ${inner.from}`;
  const operator = random.pick(["=", "<>", "<", ">="]);
  const correlated = { ...both(outer, inner) };
  const test = random.pick([
    `${value} IN (${query})`,
    `${value} NOT IN (${query})`,
    `${value} ${operator} ALL (${query})`,
    `${value} ${operator} ANY (${query})`,
    `EXISTS (SELECT 1 FROM ${inner.from} WHERE ${inner.id} = ${outer.id} AND ${expressions.of("boolean", correlated, 1)})`,
    `NOT EXISTS (SELECT * FROM ${inner.from} WHERE ${inner.id} > ${outer.id})`,
    `(SELECT count(*) FROM ${inner.from} WHERE ${inner.id} <= ${outer.id}) > 1`,
    `${outer.id} > (SELECT avg(${inner.id}) FROM ${inner.from})`,
    `${value} = (SELECT max(${expressions.of(type, inner, 1)}) FROM ${inner.from} WHERE ${inner.id} = ${outer.id})`,
    `${value} = (SELECT ${expressions.of(type, inner, 1)} FROM ${inner.from} WHERE ${inner.id} = ${outer.id})`,
  ]);
  return random.chance(0.5)
    ? { sql: `SELECT ${outer.id}, ${test} FROM ${outer.from}` }
    : {
        sql: `SELECT ${outer.id}, ${expressions.items(outer, 1)} FROM ${outer.from} WHERE ${test}`,
      };
};

/** A subquery of FROM, or named queries, one of them joined twice. */
const layered: Form = (shop) => {
  const { random, expressions } = shop;
  const source = shop.source("t");
  const scope = Workshop.bare(source);
  const types = [expressions.comparableType(), expressions.comparableType()];
  const columns: Column[] = types.map((type, index) => ({ name: `k${index}`, type }));
  const items = types.map((type, index) => `${expressions.of(type, scope, 2)} AS k${index}`);
  const query = `SELECT ${scope.id} AS id, ${items.join(", ")} FROM ${source.from}${expressions.where(scope)}`;
  const layer = { columns, id: "id" };
  if (random.chance(0.35)) {
    return {
      sql: `SELECT ${expressions.items(layer, 2)} FROM (${query}) s${expressions.where(layer)}`,
    };
  }
  const name = shop.name(query, "q");
  if (random.chance(0.4)) {
    return {
      sql: `SELECT x.id, y.id, x.k0, y.k1 FROM ${name} x ${random.pick(["JOIN", "LEFT JOIN"])} ${name} y ON x.id = y.id + 1`,
    };
  }
  const totals = shop.name(
    `SELECT k0, count(*) AS n, max(id) AS last FROM ${name} GROUP BY k0`,
    "g",
  );
  return random.chance(0.5)
    ? {
        sql: `SELECT q.id, q.k1, g.n FROM ${name} q JOIN ${totals} g ON q.k0 = g.k0 WHERE g.n >= 1`,
      }
    : { sql: `SELECT n, count(*), max(last) FROM ${totals} GROUP BY n ORDER BY n`, ordered: true };
};

const unnested: Form = (shop) => {
  const { random, expressions } = shop;
  const source = shop.source("t");
  const join = random.pick(["CROSS JOIN", "LEFT JOIN"]);
  const on = join === "LEFT JOIN" ? " ON TRUE" : "";
  const form = random.pick(["one", "one", "two", "map", "rows", "total"]);
  const ordinality = random.chance(0.4);
  const [first, second] = [random.pick(LISTS), random.pick(LISTS)];
  const [list, other] = [first, second].map(([type]) => expressions.of(type, source, 1));
  const values =
    form === "map"
      ? expressions.of("map", source, 1)
      : form === "rows"
        ? `ARRAY[${expressions.of("row", source, 1)}, CAST(ROW(${source.id}, 'z') AS row(a integer, b varchar))]`
        : form === "two"
          ? `${list}, ${other}`
          : list;
  const names: Column[] =
    {
      one: [{ name: "v.e", type: first[1] }],
      total: [{ name: "v.e", type: first[1] }],
      two: [
        { name: "v.e", type: first[1] },
        { name: "v.f", type: second[1] },
      ],
      map: [
        { name: "v.k", type: "varchar" as const },
        { name: "v.x", type: "integer" as const },
      ],
      rows: [
        { name: "v.a", type: "integer" as const },
        { name: "v.b", type: "varchar" as const },
      ],
    }[form] ?? [];
  const aliases = [...names.map(({ name }) => name.slice(2)), ...(ordinality ? ["o"] : [])].join(
    ", ",
  );
  const from = `${source.from} ${join} UNNEST(${values})${ordinality ? " WITH ORDINALITY" : ""} AS v(${aliases})${on}`;
  if (form === "total") {
    // Of the two zeros, which are equal, any stands for a group.
    expressions.inexact = true;
    return { sql: `SELECT v.e, count(*), min(${source.id}) FROM ${from} GROUP BY v.e` };
  }
  // Listed again: the items shall use them.
  const scope = {
    columns: [...names, ...names, ...names, ...source.columns.slice(0, 8)],
    id: source.id,
  };
  const shown = [source.id, ...names.map(({ name }) => name), ...(ordinality ? ["v.o"] : [])];
  return { sql: `SELECT ${shown.join(", ")}, ${expressions.items(scope, 1)} FROM ${from}` };
};

const LISTS = [
  ["integers", "integer"],
  ["texts", "varchar"],
  ["doubles", "double"],
] as const;

/** Forms with several relations or queries, and how often they are made. */
export const SEVERAL_TABLE_FORMS: readonly (readonly [Form, number])[] = [
  [joined, 12],
  [united, 6],
  [nested, 8],
  [layered, 7],
  [unnested, 8],
];
