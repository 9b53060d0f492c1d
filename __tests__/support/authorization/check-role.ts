import type { Statement } from "../../../local/iam/policy/policy-document";
import { isOfType } from "./check-policy";
import type { ProjectPolicy } from "./project-policy";
import { corrections } from "./reference-corrections";
import type { ActionCorrection } from "./reference-corrections";
import type { ReferencedAction, ServiceReference } from "./service-reference";

/**
 * Permissions that a role lacks for its allowed actions: on further resources that AWS checks, and for dependent actions.
 *
 * @param policies all policies of one role
 */
export function checkRole(
  role: string,
  policies: readonly ProjectPolicy[],
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
      .map(
        ({ needs }) => `${role}: ${action.name} requires ${needs}, which the role is not allowed`,
      ),
  ]);
}

/** Actions that a statement names without wildcards. */
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
        .map(
          ({ name }) => `${action.name} is also checked against a ${name}, which is not allowed`,
        );
}

function isOneOf({ name }: ReferencedAction, listed: readonly ActionCorrection[]): boolean {
  return listed.some(({ actions }) => actions.test(name));
}
