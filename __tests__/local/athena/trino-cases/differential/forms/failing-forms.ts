import { FAILING_TEMPLATES } from "../templates/failing-templates";
import type { Form } from "./single-table-forms";
import type { Workshop } from "./source";
import { type Source } from "./source";

/** Expressions around `$e`, which may fail, with what stays of `$b`, a condition. */
const AROUND: readonly string[] = [
  "CASE WHEN $b THEN $e END",
  "CASE WHEN $e IS NULL THEN 1 ELSE 2 END",
  "CASE WHEN $b THEN 1 WHEN $e IS NOT NULL THEN 2 END",
  "coalesce($e, $e)",
  "IF($b, $e)",
  "IF($e IS NULL, 1, 2)",
  "TRY($e)",
  "coalesce(TRY($e), NULL)",
  "$b AND $e IS NOT NULL",
  "$b OR $e IS NULL",
  "$e IS NULL AND $b",
  "NOT ($e IS NULL OR $b)",
  "CAST($e IS NULL AS integer) IN (1, {integer:leaf})",
  "{integer:leaf} IN (1, 2, CAST($e IS NULL AS integer))",
  "{integer:leaf} BETWEEN 0 AND CAST($e IS NULL AS integer)",
  "ARRAY[$e]",
  "ROW($e, 1)",
  "cardinality(ARRAY[$e])",
  "nullif($e, $e)",
  "typeof($e)",
  "concat({varchar:leaf}, CAST($e IS NULL AS varchar))",
  "{integer:leaf} + CAST($e IS NULL AS integer)",
];

const AGGREGATES: readonly string[] = [
  "count($e)",
  "count($e) FILTER (WHERE $b)",
  "count_if($e IS NULL)",
  "max(CASE WHEN $b THEN CAST($e IS NULL AS integer) END)",
  "sum(IF($e IS NULL, 1, 0))",
  "count(DISTINCT $e IS NULL)",
  "bool_or($b AND $e IS NOT NULL)",
];

/** Where a whole statement has the expression: `$t` is the relation, `$i` its number. */
const PLACES: readonly string[] = [
  "SELECT $i FROM $t WHERE $e IS NOT NULL",
  "SELECT $i FROM $t WHERE $b AND $e IS NOT NULL",
  "SELECT $i FROM $t WHERE $e IS NULL OR $b",
  "SELECT $b, count(*) FROM $t GROUP BY 1 HAVING count($e) > 0",
  "SELECT $b, count(*) FROM $t GROUP BY 1 HAVING count(*) > 1 AND count($e) > 0",
  "SELECT $e IS NULL, count(*) FROM $t GROUP BY 1",
  "SELECT $i FROM $t ORDER BY $e IS NULL, $i",
  "SELECT i FROM (SELECT $i AS i, $e AS v FROM $t) WHERE i > 2",
  "SELECT v FROM (SELECT $i AS i, $e AS v FROM $t) WHERE i <= 2",
  "SELECT i FROM (SELECT $i AS i, $e IS NULL AS v FROM $t) WHERE v AND i > 1",
  "SELECT $i FROM $t WHERE $i IN (SELECT $i FROM $t WHERE $e IS NULL)",
  "SELECT $i, EXISTS (SELECT $e FROM $t) FROM $t",
  "SELECT $i FROM $t JOIN (VALUES 1, 2, 3) AS k(n) ON $i = n AND $e IS NOT NULL",
  "SELECT $i, n FROM $t LEFT JOIN (VALUES 1, 2) AS k(n) ON $i = n AND $e IS NULL",
  "SELECT $i FROM $t JOIN (VALUES 1, 2, 3) AS k(n) ON $i = n WHERE $e IS NOT NULL",
  "SELECT $i, $e FROM $t LIMIT 0",
  "SELECT count(*) FROM (SELECT $i, $e FROM $t)",
  "SELECT $i, sum(IF($e IS NULL, 1)) OVER (ORDER BY $i) FROM $t",
];

function written(shop: Workshop, source: Source, template: string): string {
  const { random, expressions } = shop;
  const usable = FAILING_TEMPLATES.filter((text) => !/ OVER |ERROR ON|^MAP/.test(text));
  const value = expressions.fill(random.pick(usable), source, 1);
  const condition = expressions.fill(
    random.pick(["{id} > 2", "{id} <= 2", "{boolean:leaf}", "{integer:leaf} <> 0", "{id} = 1"]),
    source,
    1,
  );
  return expressions
    .fill(template, source, 1)
    .replaceAll("$e", () => `(${value})`)
    .replaceAll("$b", () => `(${condition})`)
    .replaceAll("$t", () => source.from)
    .replaceAll("$i", () => source.id);
}

const inExpression: Form = (shop) => {
  const source = shop.source("t");
  const value = written(shop, source, shop.random.pick(AROUND));
  const some = shop.random.pick(["", ` WHERE ${source.id} = 1`, ` WHERE ${source.id} <= 3`]);
  return { sql: `SELECT ${source.id}, ${value} FROM ${source.from}${some}` };
};

const inAggregate: Form = (shop) => {
  const source = shop.source("t");
  const value = written(shop, source, shop.random.pick(AGGREGATES));
  return { sql: `SELECT ${value} FROM ${source.from}` };
};

const inPlace: Form = (shop) => ({
  sql: written(shop, shop.source("t"), shop.random.pick(PLACES)),
});

/** Statements with an expression that can fail inside of others. */
export const FAILING_FORMS: readonly (readonly [Form, number])[] = [
  [inExpression, 5],
  [inAggregate, 2],
  [inPlace, 4],
];
