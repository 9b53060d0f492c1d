import type { TypedExpression } from "../analysis/typed-expression";
import { unsupported } from "../query-error";

/**
 * Rejects a volatile expression in a place whose SQL evaluates it more than once and can't bind it.
 *
 * @throws QueryError NOT_SUPPORTED
 */
export function rejectRepeated({ volatile, node }: TypedExpression): void {
  if (!volatile) return;
  throw unsupported("An argument that has another value at each evaluation, here,", node);
}

/**
 * Rejects what {@link rejectRepeated} does, in an expression that evaluates some of its arguments for some rows only. It
 * binds the repeated ones, unless that takes binding others: subqueries, and all arguments in a correlated query.
 *
 * @param repeated those of the arguments that the SQL has more than once
 * @param correlated whether names may be columns of an outer query
 * @throws QueryError NOT_SUPPORTED
 */
export function rejectRepeatedLazily(
  repeated: readonly TypedExpression[],
  args: readonly TypedExpression[],
  correlated: boolean,
): void {
  const bindsOthers = args.some(
    (arg) => !repeated.includes(arg) && (correlated || arg.hasSubquery),
  );
  if (bindsOthers) repeated.forEach(rejectRepeated);
}
