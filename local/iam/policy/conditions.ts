import { contextValues } from "./condition-context";
import type { ConditionContext } from "./condition-context";
import { conditionOperators } from "./condition-operators";
import type { Condition, PolicyDocument, Statement } from "./policy-document";
import { substituteVariables } from "./wildcard";
import { ownValue } from "../../../formats/own-value";

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/;

/**
 * Whether all conditions of a statement hold for a call.
 *
 * @throws Error for an unknown operator
 */
export function conditionsHold(
  { conditions }: Pick<Statement, "conditions">,
  { hasVariables }: Pick<PolicyDocument, "hasVariables">,
  context: ConditionContext,
): boolean {
  return conditions.every((condition) => holds(condition, hasVariables, context));
}

function holds(
  { operator, key, values }: Condition,
  hasVariables: boolean,
  context: ConditionContext,
): boolean {
  const actual = contextValues(context, key);
  const [, quantifier, name = "", ifExists] = OPERATOR.exec(operator) ?? [];
  if (name === "Null") return values.includes(String(actual === undefined));
  const comparison = ownValue(conditionOperators, name);
  if (comparison === undefined) throw new Error(`There is no condition operator ${operator}.`);

  if (actual === undefined || actual.length === 0) {
    if (ifExists !== undefined || quantifier === "ForAllValues") return true;
    return quantifier === undefined && comparison.negated;
  }
  const expected = hasVariables
    ? values.flatMap((value) => substituteVariables(value, context) ?? [])
    : values;
  // With a variable that has no value the statement does not apply, not even with a negated operator.
  if (expected.length === 0) return false;
  const compares = (value: string) =>
    expected.some((text) => comparison.compare(value, text)) !== comparison.negated;
  return quantifier === "ForAnyValue" ? actual.some(compares) : actual.every(compares);
}
