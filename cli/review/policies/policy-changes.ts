import { isRecord } from "../../../errors/is-record";
import type { ResourceChange, TerraformPlan, Values } from "../../terraform/plan/terraform-plan";
import { configuredExpressions } from "../plan/configured-expressions";
import { sameValue } from "../changes/same-value";
import { containsMasked } from "../sensitive/mask-value";
import { policyArgumentsOf } from "./policy-arguments";
import { statementsFromBlocks, parsePolicyJson, statementText } from "./policy-statement";
import type { PolicyStatement } from "./policy-statement";

/** Statements that a plan adds to and removes from a policy. */
export interface PolicyChange {
  readonly address: string;
  readonly type: string;
  /** Argument with the policy. */
  readonly argument: string;
  readonly added: readonly PolicyStatement[];
  readonly removed: readonly PolicyStatement[];
  /** Whether it belongs to a resource that the same plan creates, so that there were no permissions before. */
  readonly isNew: boolean;
  /** Whether it allows more than before, or denies less. */
  readonly widens: boolean;
  /** Whether the new policy, or a part of it, is known only after apply. */
  readonly unknown: boolean;
  /** Whether it is marked as sensitive, so that its statements are not shown. */
  readonly hidden: boolean;
}

/** Every policy whose statements a plan changes. */
export function policyChanges(plan: TerraformPlan): PolicyChange[] {
  return (plan.resource_changes ?? [])
    .filter(({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op")
    .flatMap((resource) =>
      policyArgumentsOf(resource.type).flatMap(
        (argument) => policyChange(plan, resource, argument) ?? [],
      ),
    );
}

/**
 * Statements of a policy after apply. Where its JSON is known only then, they come from the `aws_iam_policy_document`
 * that defines it.
 */
export function plannedStatements(
  plan: TerraformPlan,
  { address, change }: Pick<ResourceChange, "address" | "change">,
  argument: string,
): { readonly statements: readonly PolicyStatement[]; readonly unknown: boolean } {
  const text = change.after?.[argument];
  // The document that defines a sensitive policy is as sensitive.
  if (containsMasked(text)) return { statements: [], unknown: false };
  const known = parsePolicyJson(text);
  if (known !== undefined) return { statements: known, unknown: false };
  const unknown = isRecord(change.after_unknown) && change.after_unknown[argument] === true;
  if (!unknown) return { statements: [], unknown: false };
  const document = documentOf(plan, address, argument);
  return {
    statements: document === undefined ? [] : statementsFromBlocks(document),
    unknown: true,
  };
}

function policyChange(
  plan: TerraformPlan,
  resource: ResourceChange,
  argument: string,
): PolicyChange | undefined {
  const before = parsePolicyJson(resource.change.before?.[argument]) ?? [];
  const { statements: after, unknown } = plannedStatements(plan, resource, argument);
  const existed = new Set(before.map(identity));
  const remains = new Set(after.map(identity));
  const added = after.filter((each) => !existed.has(identity(each)));
  const removed = before.filter((each) => !remains.has(identity(each)));
  const [was, is] = [resource.change.before?.[argument], resource.change.after?.[argument]];
  const hidden = (containsMasked(was) || containsMasked(is)) && !sameValue(was, is);
  if (added.length + removed.length === 0 && !hidden) return undefined;
  const { address, type } = resource;
  const isNew = belongsToNew(plan, resource);
  const common = { address, type, argument, added, removed, unknown, isNew, hidden };
  return { ...common, widens: !isNew && widens(added, removed) };
}

/** A new policy of an existing role or bucket adds permissions; one of a new resource does not. */
function belongsToNew(
  { resource_changes = [] }: TerraformPlan,
  { change }: ResourceChange,
): boolean {
  if (change.before !== null) return false;
  const { role, user, group, bucket, arn } = change.after ?? {};
  const owner = [role, user, group, bucket, arn].find((each) => typeof each === "string");
  if (owner === undefined) return true;
  return resource_changes.some(
    ({ change: { actions, after } }) =>
      actions.includes("create") &&
      after !== null &&
      [after.name, after.bucket, after.arn].includes(owner) &&
      after !== change.after,
  );
}

function documentOf(plan: TerraformPlan, address: string, argument: string): Values | undefined {
  const expression = configuredExpressions(plan, address)?.[argument];
  const text = JSON.stringify(expression ?? null);
  const name = /data\.aws_iam_policy_document\.([A-Za-z0-9_-]+)/.exec(text)?.[0];
  const read = plan.resource_changes?.find((each) => each.mode === "data" && each.address === name);
  return read?.change.after ?? undefined;
}

/** A statement with the same sid widens only by additional elements, or by removed conditions. */
function widens(added: readonly PolicyStatement[], removed: readonly PolicyStatement[]): boolean {
  const denied = removed.some(
    ({ effect, sid }) =>
      effect === "Deny" &&
      !added.some((each) => each.effect === "Deny" && each.sid === sid && sid !== ""),
  );
  const more = (after: readonly string[], before: readonly string[]) =>
    after.some((each) => !before.includes(each));
  const allowed = added
    .filter(({ effect }) => effect === "Allow")
    .some((after) => {
      const before = removed.find(
        (each) => each.effect === "Allow" && each.sid === after.sid && after.sid !== "",
      );
      return (
        before === undefined ||
        more(after.actions, before.actions) ||
        more(after.resources, before.resources) ||
        more(after.principals, before.principals) ||
        more(before.conditions, after.conditions)
      );
    });
  return allowed || denied;
}

function identity(statement: PolicyStatement): string {
  return statementText(statement);
}
