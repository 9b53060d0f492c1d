import { Testing } from "cdktf";
import type { RoleSession } from "../../../local/iam/policy/caller";
import { conditionContext } from "../../../local/iam/policy/condition-context";
import type { ContextValues } from "../../../local/iam/policy/condition-context";
import { evaluateAccess } from "../../../local/iam/policy/evaluation";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import type { PolicyDocument } from "../../../local/iam/policy/policy-document";
import { deploymentKeyActions } from "../../../modules/shared/encryption-key";
import type { Environment } from "../../../model/environment/environment";
import type { GitHubSettings } from "../../../model/environment/settings/github-settings";
import { GitHubAccessStack } from "../../../stacks/github-access-stack";
import { document, toIam } from "./iam-policy";
import { environmentOf, parseStack } from "./synth";
import type { SynthesizedStack } from "./synth";

export const ACCOUNT = "111122223333";
export const gitHubEnvironment = environmentOf("prod", { accountId: ACCOUNT });

/** What KMS gives every key that is made without a policy: the account's policies decide. */
export const defaultKeyPolicy = parsePolicy(
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  }),
);

/** Address of a role that workflows assume. */
export type WorkflowRole = "review_role" | "deploy_role";

/** The stack of the roles of workflows. */
export function gitHubAccess(
  github: Partial<GitHubSettings> = {},
  changes: Partial<Environment> = {},
  hasIcebergTables = false,
): SynthesizedStack {
  return parseStack(
    new GitHubAccessStack(Testing.app({ stackTraces: false }), {
      environment: { ...gitHubEnvironment, ...changes },
      github: { repository: "my-company/data-lake", ...github },
      hasIcebergTables,
    }),
  );
}

/** Statements of each policy of a role, in the JSON format of IAM. */
export function policiesOf(stack: SynthesizedStack, role: WorkflowRole) {
  return stack.policyDocuments
    .filter((document) => document.startsWith(role) && document.endsWith("_permissions"))
    .map((document) => Object.values(stack.statements(document)).map(toIam));
}

/** A call and its context. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: ContextValues | undefined;
  /** Resource-based policy, if the resource has one. */
  readonly resourcePolicy?: PolicyDocument;
}

/** A session of a role of an account. */
export function sessionOf(roleName: string, accountId = ACCOUNT): RoleSession {
  return {
    type: "role-session",
    arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/session`,
    roleArn: `arn:aws:iam::${accountId}:role/${roleName}`,
    accountId,
    userId: "AROA:session",
    sessionPolicy: undefined,
    sessionPolicyArns: [],
  };
}

/** Cached, since property tests evaluate it thousands of times. */
const parsedPolicies = new WeakMap<
  SynthesizedStack,
  Map<WorkflowRole, readonly PolicyDocument[]>
>();

function identityOf(role: WorkflowRole, access: SynthesizedStack): readonly PolicyDocument[] {
  const known = parsedPolicies.get(access) ?? new Map<WorkflowRole, readonly PolicyDocument[]>();
  parsedPolicies.set(access, known);
  const policies = known.get(role) ?? policiesOf(access, role).map(document);
  known.set(role, policies);
  return policies;
}

/** Whether a role of workflows may make a call. */
export function isAllowed(
  role: WorkflowRole,
  call: Call,
  access: SynthesizedStack,
  accountId = ACCOUNT,
): boolean {
  const { name } = access.resource(`aws_iam_role.${role}`);
  const caller = sessionOf(String(name), accountId);
  return isAllowedBy(identityOf(role, access), call, caller, accountId);
}

/** Whether policies allow their role to make a call. */
export function isAllowedBy(
  identity: readonly PolicyDocument[],
  { action, resource, context = {}, resourcePolicy }: Call,
  caller: RoleSession,
  accountId: string,
): boolean {
  const known = conditionContext(
    { "aws:PrincipalArn": caller.roleArn, "kms:CallerAccount": accountId },
    context,
  );
  const denial = evaluateAccess({ action, resource, context: known }, caller, {
    identity,
    limits: [],
    resource:
      resourcePolicy === undefined ? undefined : { policy: resourcePolicy, isRequired: true },
  });
  return denial === undefined;
}

/** Every action that a role may use, according to its policies and those of the lake's keys. */
export function allowedActions(role: WorkflowRole): string[] {
  // As for a first deployment, which only people can do by default.
  const named = policiesOf(gitHubAccess({ rolesMadeBy: "workflows" }), role)
    .flat()
    .flatMap(({ Action }) => Action);
  return role === "deploy_role" ? [...named, ...deploymentKeyActions] : named;
}
