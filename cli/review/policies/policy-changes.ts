import { isCovered } from "./statement-coverage";
import type { ResourceChange, TerraformPlan, Values } from "../../terraform/plan/terraform-plan";
import { sameValue } from "../changes/same-value";
import { valuesAt } from "../plan/values-at";
import { containsMasked } from "../sensitive/mask-value";
import { policyArgumentsOf } from "./policy-arguments";
import type { PolicyKind } from "./policy-arguments";
import { plannedStatements, statementsAt } from "./planned-statements";
import { statementText } from "./policy-statement";
import type { PolicyStatement } from "./policy-statement";

/** Statements that a plan adds to and removes from a policy. */
export interface PolicyChange {
  readonly address: string;
  readonly type: string;
  /** Argument with the policy. */
  readonly argument: string;
  readonly kind: PolicyKind;
  readonly added: readonly PolicyStatement[];
  readonly removed: readonly PolicyStatement[];
  /** Whether it belongs to a resource that the same plan creates, so that there were no permissions before. */
  readonly isNew: boolean;
  /** Whether it allows more than before, or denies less. */
  readonly widens: boolean;
  /** Whether the new policy, or a part of it, is known only after apply. */
  readonly unknown: boolean;
  /** Whether its statements are known nevertheless. */
  readonly resolved: boolean;
  /** Whether it is marked as sensitive, so that its statements are not shown. */
  readonly hidden: boolean;
}

/** Every policy whose statements a plan changes. */
export function policyChanges(plan: TerraformPlan): PolicyChange[] {
  return (plan.resource_changes ?? [])
    .filter(({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op")
    .flatMap((resource) =>
      policyArgumentsOf(resource.type).flatMap(
        ({ argument, kind }) => policyChange(plan, resource, argument, kind) ?? [],
      ),
    );
}

function policyChange(
  plan: TerraformPlan,
  resource: ResourceChange,
  argument: string,
  kind: PolicyKind,
): PolicyChange | undefined {
  const before = statementsAt(resource.change.before, argument);
  const { statements: after, unknown, resolved } = plannedStatements(plan, resource, argument);
  const existed = new Set(before.map(statementText));
  const remains = new Set(after.map(statementText));
  const added = after.filter((each) => !existed.has(statementText(each)));
  const removed = before.filter((each) => !remains.has(statementText(each)));
  const [was, is] = [resource.change.before, resource.change.after].map((values) =>
    valuesAt(values, argument),
  );
  const hidden = (containsMasked(was) || containsMasked(is)) && !sameValue(was, is);
  if (added.length + removed.length === 0 && !hidden && (!unknown || resolved)) return undefined;
  const { address, type } = resource;
  const isNew = belongsToNew(plan, resource);
  const common = {
    address,
    type,
    argument,
    kind,
    added,
    removed,
    unknown,
    resolved,
    isNew,
    hidden,
  };
  return { ...common, widens: !isNew && widens(before, after) };
}

/** Arguments that name whom or what a policy is of. */
const OWNERS = [
  "role",
  "user",
  "group",
  "bucket",
  "arn",
  "key_id",
  "queue_url",
  "repository",
  "repository_name",
  "secret_arn",
  "resource_arn",
  "rest_api_id",
  "file_system_id",
  "backup_vault_name",
  "domain_name",
  "event_bus_name",
  "cluster_arn",
  "instance_arn",
];

/** Types that add a policy to something else; the others have it themselves. */
const HAS_OWNER = /_policy$|^aws_(?:s3_access_point|vpc_endpoint)$/;

/** A new policy of an existing role or bucket adds permissions; one of a new resource does not. */
function belongsToNew(plan: TerraformPlan, { type, change }: ResourceChange): boolean {
  if (change.before !== null) return false;
  if (!HAS_OWNER.test(type)) return true;
  const owner = OWNERS.map((name) => change.after?.[name]).find(
    (each) => typeof each === "string" && each !== "",
  );
  return owner === undefined || isCreated(plan, owner, change.after);
}

/** Whether a plan creates a resource with this name, ARN, id or URL. */
function isCreated(
  { resource_changes = [] }: TerraformPlan,
  owner: unknown,
  itself: Values | null,
): boolean {
  return resource_changes.some(
    ({ change: { actions, after } }) =>
      actions.includes("create") &&
      after !== null &&
      after !== itself &&
      [after.name, after.bucket, after.arn, after.id, after.url, after.domain_name].includes(owner),
  );
}

/** Something is allowed that was not, or no longer denied that was. */
function widens(before: readonly PolicyStatement[], after: readonly PolicyStatement[]): boolean {
  const of = (effect: PolicyStatement["effect"], statements: readonly PolicyStatement[]) =>
    statements.filter((each) => each.effect === effect);
  const allowsMore = of("Allow", after).some((each) => !isCovered(each, of("Allow", before)));
  const deniesLess = of("Deny", before).some((each) => !isCovered(each, of("Deny", after)));
  return allowsMore || deniesLess;
}
