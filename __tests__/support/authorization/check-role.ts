import type { Statement } from "../../../local/iam/policy/policy-document";
import { isOfType } from "./check-policy";
import type { HeldPolicy } from "./held-policy";
import { corrections } from "./reference-corrections";
import type { ActionCorrection } from "./reference-corrections";
import type { ReferencedAction, ServiceReference } from "./service-reference";

/**
 * What a role lacks to do what it may: resources against which AWS checks a call too, and actions that a call takes in the
 * role's name.
 *
 * @param policies all policies of one role
 */
export function checkRole(
  role: string,
  policies: readonly HeldPolicy[],
  reference: ServiceReference,
): string[] {
  const allowing = policies
    .flatMap(({ document }) => document.statements)
    .filter(({ effect }) => effect === "Allow");
  const actions = new Map(
    allowing
      .flatMap((statement) => named(statement, reference))
      .map((action) => [action.name, action]),
  );
  return [...actions.values()].flatMap((action) => [
    ...missingResources(action, allowing, reference).map((line) => `${role}: ${line}`),
    ...corrections.dependentActions
      .filter(({ except }) => except?.roles.test(role) !== true)
      .filter(({ actions: of, needs }) => of.test(action.name) && !actions.has(needs))
      .map(({ needs }) => `${role}: ${action.name} takes ${needs}, which the role may not`),
  ]);
}

/** Actions that a statement names without a wildcard: one by one, as whoever wrote it meant them. */
function named({ actions }: Statement, reference: ServiceReference): ReferencedAction[] {
  return actions.values
    .filter((name) => !/[*?]/.test(name))
    .flatMap((name) => reference.expand(name));
}

function missingResources(
  action: ReferencedAction,
  allowing: readonly Statement[],
  reference: ServiceReference,
): string[] {
  const resources = allowing
    .filter((statement) => named(statement, reference).includes(action))
    .flatMap((statement) => statement.resources?.values ?? []);
  const required = action.resourceTypes.filter(({ isRequired }) => isRequired);
  const missing = required.filter(
    (type) => !resources.some((resource) => isOfType(resource, type)),
  );
  const isEnough = isOneOf(action, corrections.alternatives) && missing.length < required.length;
  return isEnough
    ? []
    : missing
        .filter(({ name }) => name !== "key" || !isOneOf(action, corrections.allowedByKeyPolicies))
        .map(({ name }) => `${action.name} is checked against a ${name} too, which is not allowed`);
}

function isOneOf({ name }: ReferencedAction, listed: readonly ActionCorrection[]): boolean {
  return listed.some(({ actions }) => actions.test(name));
}
