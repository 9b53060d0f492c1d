import type { Condition, Statement } from "../../../local/iam/policy/policy-document";
import { overlaps } from "./arn-overlap";
import type { HeldPolicy } from "./held-policy";
import { corrections } from "./reference-corrections";
import { suitsType } from "./operator-types";
import type { ReferencedAction, ReferencedType, ServiceReference } from "./service-reference";

/** What AWS would make of a policy that its author did not mean, each a line that begins with the policy's name. */
export function checkPolicy(policy: HeldPolicy, reference: ServiceReference): string[] {
  return policy.document.statements.flatMap((statement, at) => {
    const place = `${policy.name} ${statement.sid ?? `statement ${at + 1}`}`;
    return checkStatement(statement, policy, reference).map((line) => `${place}: ${line}`);
  });
}

function checkStatement(
  statement: Statement,
  policy: HeldPolicy,
  reference: ServiceReference,
): string[] {
  const { actions, resources } = statement;
  if (actions.excluded || resources?.excluded === true) {
    return ["NotAction and NotResource can't be held against the reference: name what is meant"];
  }
  const named = resourcesOf(statement, policy);
  const ofActions = actions.values.flatMap((pattern) => {
    const expanded = reference.expand(pattern);
    if (expanded.length === 0) return [`${pattern} is no action of AWS`];
    const problems = expanded.map((action) => checkAction(action, statement, named, reference));
    // A wildcard may stand for more than the resources have; one of its actions must fit.
    return problems.length === 1 || problems.every((each) => each.length > 0)
      ? (problems[0] ?? [])
      : [];
  });
  return [
    ...ofActions,
    ...unusedResources(statement, named, reference),
    ...checkReason(statement, named, policy),
  ];
}

/** In the policies of keys and roles the carrier is meant, whatever stands there. */
function resourcesOf({ resources }: Statement, { carrier }: HeldPolicy): readonly string[] {
  return carrier === undefined ? (resources?.values ?? []) : [carrier];
}

function checkAction(
  action: ReferencedAction,
  { conditions }: Statement,
  resources: readonly string[],
  reference: ServiceReference,
): string[] {
  const types = action.resourceTypes.filter((type) =>
    resources.some((resource) => isOfType(resource, type)),
  );
  return [
    ...checkResources(action, types, resources),
    ...conditions.flatMap((condition) => checkCondition(condition, action, types, reference)),
  ];
}

function checkResources(
  { name, resourceTypes }: ReferencedAction,
  matched: readonly ReferencedType[],
  resources: readonly string[],
): string[] {
  if (resourceTypes.length === 0) {
    return resources.includes("*")
      ? []
      : [
          `${name} has no resource types, so that it is allowed on "*" only, not on ${resources.join(", ")}`,
        ];
  }
  // Where some resources match, the others are named by themselves.
  if (matched.length > 0) return [];
  const forms = resourceTypes.flatMap(({ arns }) => arns).join(" or ");
  return [`${name} is called on ${forms}, not on ${resources.join(", ")}`];
}

/** Whether a policy's resource can be of a type; `*` can be of any. */
export function isOfType(resource: string, { arns }: ReferencedType): boolean {
  return resource === "*" || arns.some((arn) => overlaps(resource, arn));
}

/** Resources that an action of the statement is never called on: each kind of resource has a statement of its own. */
function unusedResources(
  { actions }: Statement,
  resources: readonly string[],
  reference: ServiceReference,
): string[] {
  return actions.values.flatMap((pattern) => {
    const types = reference.expand(pattern).flatMap(({ resourceTypes }) => resourceTypes);
    if (types.length === 0) return [];
    return resources
      .filter((resource) => !types.some((type) => isOfType(resource, type)))
      .map((resource) => `${pattern} is never called on ${resource}`);
  });
}

function checkCondition(
  { operator, key }: Condition,
  action: ReferencedAction,
  types: readonly ReferencedType[],
  reference: ServiceReference,
): string[] {
  const listed = [...action.conditionKeys, ...types.flatMap(({ conditionKeys }) => conditionKeys)];
  const unlisted = corrections.conditionKeys.find(
    (each) => each.actions.test(action.name) && each.key.test(key),
  );
  const type = reference.keyType(key, listed) ?? unlisted?.type;
  if (type === undefined) return [`${action.name} knows no condition key ${key}`];
  const isUsedByAws = corrections.operators.some(
    (each) => each.key.test(key) && each.operators.test(operator),
  );
  return suitsType(operator, type) || isUsedByAws
    ? []
    : [`${operator} does not compare ${key}, whose type is ${type}`];
}

function checkReason(
  { effect, sid = "" }: Statement,
  resources: readonly string[],
  { kind, reasons }: HeldPolicy,
): string[] {
  if (effect === "Deny" || kind === "resource" || !resources.includes("*")) return [];
  return (reasons[sid] ?? "") === "" ? ['it allows on "*" without a reason'] : [];
}
