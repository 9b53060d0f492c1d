import type { Condition, Statement } from "../../../local/iam/policy/policy-document";
import { overlaps } from "./arn-overlap";
import type { ProjectPolicy } from "./project-policy";
import { corrections } from "./reference-corrections";
import { suitsType } from "./operator-types";
import type { ReferencedAction, ReferencedType, ServiceReference } from "./service-reference";

/** Statements that AWS would reject or that have no effect, as lines that begin with the policy's name. */
export function checkPolicy(policy: ProjectPolicy, reference: ServiceReference): string[] {
  return policy.document.statements.flatMap((statement, at) => {
    const place = `${policy.name} ${statement.sid ?? `statement ${at + 1}`}`;
    return checkStatement(statement, policy, reference).map((line) => `${place}: ${line}`);
  });
}

function checkStatement(
  statement: Statement,
  policy: ProjectPolicy,
  reference: ServiceReference,
): string[] {
  const { actions, resources } = statement;
  if (actions.excluded || resources?.excluded === true) {
    return [
      "NotAction and NotResource can't be checked against the reference: use Action and Resource",
    ];
  }
  const named = resourcesOf(statement, policy);
  const ofActions = actions.values.flatMap((pattern) => {
    const expanded = reference.expand(pattern);
    if (expanded.length === 0) return [`${pattern} is not an action of AWS`];
    const problems = expanded.map((action) => checkAction(action, statement, named, reference));
    // A wildcard may include actions of other resources; one of its actions must match.
    return problems.length === 1 || problems.every((each) => each.length > 0)
      ? (problems[0] ?? [])
      : [];
  });
  return [
    ...ofActions,
    ...unusedResources(statement, named, reference),
    ...checkRationale(statement, named, policy),
  ];
}

/** A policy of a key or role applies to that key or role, whatever its resource is. */
function resourcesOf({ resources }: Statement, { resourceArn }: ProjectPolicy): readonly string[] {
  return resourceArn === undefined ? (resources?.values ?? []) : [resourceArn];
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
          `${name} has no resource types and can only be allowed on "*", not on ${resources.join(", ")}`,
        ];
  }
  // Other resources are reported by `unusedResources`.
  if (matched.length > 0) return [];
  const forms = resourceTypes.flatMap(({ arns }) => arns).join(" or ");
  return [`${name} is called on ${forms}, not on ${resources.join(", ")}`];
}

/** Whether the resource of a policy can be of a type; `*` can be of any. */
export function isOfType(resource: string, { arns }: ReferencedType): boolean {
  return resource === "*" || arns.some((arn) => overlaps(resource, arn));
}

/** Resources on which an action of the statement is never called: each type of resource needs its own statement. */
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
  if (type === undefined) return [`${action.name} does not support the condition key ${key}`];
  const isUsedByAws = corrections.operators.some(
    (each) => each.key.test(key) && each.operators.test(operator),
  );
  return suitsType(operator, type) || isUsedByAws
    ? []
    : [`${operator} does not compare ${key}, whose type is ${type}`];
}

function checkRationale(
  { effect, sid = "" }: Statement,
  resources: readonly string[],
  { kind, reasons }: ProjectPolicy,
): string[] {
  if (effect === "Deny" || kind === "resource" || !resources.includes("*")) return [];
  return (reasons[sid] ?? "") === "" ? ['it allows "*" without a rationale'] : [];
}
