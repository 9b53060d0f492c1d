import { readFileSync } from "node:fs";
import type { RecordedCall } from "../../../local/gateway/call-recorder";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import type { PolicyDocument } from "../../../local/iam/policy/policy-document";
import { decodeCall } from "../api-models/decode-call";
import type { DecodedCall } from "../api-models/decode-call";
import type { PublishedModels } from "../../../local/api-models/published-models";
import { isFields } from "../api-models/forms/wire-value";
import { isAllowed, isAllowedBy, sessionOf } from "../plans/github-access";
import type { SynthesizedStack } from "../plans/synth";
import { calledPermissions } from "./called-permissions";
import type { CalledLocation, CalledPermission } from "./called-permissions";
import { actionOf } from "./iam-action";
import { ServiceReference } from "./service-reference";

/** Services whose calls are held against the deploy role's policies by resource. */
const services = ["firehose", "glue", "iam", "kinesis", "kms", "s3"] as const;

/** What Terraform asked AWS for while it applied a lake, by the lake's own stack. */
export function deploymentCalls(models: PublishedModels, recording: string): DecodedCall[] {
  return (
    readFileSync(recording, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      // Only the recorder writes these lines.
      .map((line) => JSON.parse(line) as RecordedCall)
      .filter(({ headers }) => headers["user-agent"]?.includes("terraform-provider-aws"))
      .filter(({ service }) => services.some((each) => each === service))
      .map((call) => decodeCall(models.of(call.service), call))
      // The roles of workflows, their boundary and their identity provider are made by people.
      .filter(
        ({ operation, input }) =>
          !operation.endsWith("OpenIDConnectProvider") &&
          // AWS lets everybody ask who they are.
          operation !== "GetUser" &&
          ![input.RoleName, input.PolicyName, input.PolicyArn].join(" ").includes("-github-"),
      )
  );
}

/** Permissions as `action on resource`. */
export interface DeployRoleAnswers {
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
}

/** Whether a permission is allowed, where its resource may have a policy of its own. */
type Ask = (permission: CalledPermission & { readonly resourcePolicy?: PolicyDocument }) => boolean;

/** Which of the permissions that calls need the deploy role has. */
export function askDeployRole(
  calls: readonly DecodedCall[],
  access: SynthesizedStack,
  location: CalledLocation,
): Promise<DeployRoleAnswers> {
  return askFor(calls, location, (permission) =>
    isAllowed("deploy_role", permission, access, location.accountId),
  );
}

/** Which of the permissions that calls need the policies of a role give it. */
export function askPolicies(
  calls: readonly DecodedCall[],
  policies: readonly PolicyDocument[],
  location: CalledLocation,
): Promise<DeployRoleAnswers> {
  const caller = sessionOf("deployer", location.accountId);
  return askFor(calls, location, (permission) =>
    isAllowedBy(policies, permission, caller, location.accountId),
  );
}

async function askFor(
  calls: readonly DecodedCall[],
  location: CalledLocation,
  ask: Ask,
): Promise<DeployRoleAnswers> {
  const reference = await ServiceReference.load(services);
  const keyPolicies = policiesOfKeys(calls);
  const boundaries = boundariesOfRoles(calls);
  const tags = tagsOfKeys(calls);
  const allowed = new Set<string>();
  const denied = new Set<string>();
  for (const call of calls) {
    const boundary = boundaries.get(String(call.input.RoleName));
    const known = {
      // IAM reads the boundary of a role that there is.
      ...(boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary }),
      // A key that is deleted has had its tags for long.
      ...(call.operation === "ScheduleKeyDeletion" ? tags : {}),
    };
    for (const each of calledPermissions(actionOf(call), call, reference, location)) {
      const permission = { ...each, context: { ...known, ...each.context } };
      const isDenied = policiesFor(permission, keyPolicies).some(
        (resourcePolicy) => !ask({ ...permission, ...resourcePolicy }),
      );
      (isDenied ? denied : allowed).add(`${permission.action} on ${permission.resource}`);
    }
  }
  return { allowed: [...allowed].sort(), denied: [...denied].sort() };
}

/** Tags with which keys were made, as condition keys of a call for such a key. */
function tagsOfKeys(calls: readonly DecodedCall[]): Readonly<Record<string, string>> {
  const created = calls.find(({ operation }) => operation === "CreateKey");
  const tags = Array.isArray(created?.input.Tags) ? created.input.Tags : [];
  return Object.fromEntries(
    tags.flatMap((tag) =>
      isFields(tag) ? [[`aws:ResourceTag/${String(tag.TagKey)}`, String(tag.TagValue)]] : [],
    ),
  );
}

/** A key's own policy is asked too; whichever of the recorded ones it is, it has to allow the call. */
function policiesFor({ action, resource }: CalledPermission, keys: readonly PolicyDocument[]) {
  const isOfKey = action.startsWith("kms:") && resource.includes(":key/");
  return isOfKey ? keys.map((resourcePolicy) => ({ resourcePolicy })) : [{}];
}

function policiesOfKeys(calls: readonly DecodedCall[]): PolicyDocument[] {
  const texts = calls.flatMap(({ operation, input }) =>
    /^(CreateKey|PutKeyPolicy)$/.test(operation) && typeof input.Policy === "string"
      ? [input.Policy]
      : [],
  );
  return [...new Set(texts)].map((text) => parsePolicy(text));
}

function boundariesOfRoles(calls: readonly DecodedCall[]): Map<string, string> {
  return new Map(
    calls.flatMap(({ operation, input }): [string, string][] =>
      operation === "CreateRole" && typeof input.PermissionsBoundary === "string"
        ? [[String(input.RoleName), input.PermissionsBoundary]]
        : [],
    ),
  );
}
