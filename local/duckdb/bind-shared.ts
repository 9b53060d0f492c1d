import { eachRow } from "./each-row";
import { asBinding, identifier, join, replaceShared, shared, SQL, type Sql } from "./sql";

/**
 * SQL that evaluates each of some shared values once, however often it uses them: they become the parameter of a lambda
 * over a list of one element, which DuckDB evaluates for a vector of rows at once. The other values stay where they are.
 *
 * @param bound the values; the body of a lambda can't contain a subquery, so that all with one are to be among them
 */
export function bindShared(fragment: Sql, bound: readonly Sql[]): Sql {
  const [first] = bound;
  if (first === undefined) return replaceShared(fragment, (value) => value);
  // Bindings inside of this one have other numbers. Names of columns have no colon in Hive.
  const parameter = identifier(`value:${fragment.bindings + 1}`);
  const field = (index: number) => identifier(`v${index}`);
  const fields = bound.map((value, index) => SQL`${field(index)} := ${value}`);
  const list = bound.length === 1 ? first : SQL`struct_pack(${join(fields)})`;
  const body = replaceShared(fragment, (value) => {
    const index = bound.indexOf(value);
    if (index < 0) return value;
    return bound.length === 1 ? parameter : SQL`${parameter}.${field(index)}`;
  });
  return binding(list, parameter, body);
}

/** SQL that evaluates a value once. @param use SQL that may use it several times, and other values that are constant */
export function evaluatedOnce(value: Sql, use: (value: Sql) => Sql): Sql {
  const fragment = use(shared(value));
  const parameter = identifier(`value:${fragment.bindings + 1}`);
  const body = replaceShared(fragment, (used) => (used === value ? parameter : undefined));
  return binding(value, parameter, body);
}

function binding(list: Sql, parameter: Sql, body: Sql): Sql {
  return asBinding(
    SQL`list_transform(${eachRow(SQL`[${list}]`)}, lambda ${parameter}: ${body})[1]`,
  );
}
