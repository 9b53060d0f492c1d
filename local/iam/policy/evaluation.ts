import type { Caller } from "./caller";
import type { ConditionContext } from "./condition-context";
import { conditionsHold } from "./conditions";
import type { ElementList, PolicyDocument, Statement } from "./policy-document";
import { matchPrincipal } from "./principals";
import type { PrincipalMatch } from "./principals";
import { matchesArn, matchesWildcard, substituteVariables } from "./wildcard";

/** An action on a resource, with its context. */
export interface AccessRequest {
  /** For example `kinesis:PutRecords`. */
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionContext;
}

/** Types of policies that only restrict, by AWS's names. */
export type LimitType = "permissions boundary" | "session policy";

/** The policies that apply to a request. */
export interface ApplicablePolicies {
  /** Inline and attached policies of the caller. */
  readonly identity: readonly PolicyDocument[];
  /** Each must allow the request, in addition to the others. */
  readonly limits: readonly {
    readonly type: LimitType;
    readonly policies: readonly PolicyDocument[];
  }[];
  readonly resource:
    | {
        readonly policy: PolicyDocument | undefined;
        /** Whether this policy must allow the request as well: key policies and trust policies. */
        readonly isRequired: boolean;
      }
    | undefined;
}

/** Why access is denied. */
export interface AccessDenial {
  readonly kind: "explicit-deny" | "implicit-deny";
  readonly policyType: "identity-based policy" | "resource-based policy" | LimitType;
}

/**
 * Evaluates a request within an account.
 *
 * @returns undefined if it is allowed
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluateAccess(
  request: AccessRequest,
  caller: Caller,
  { identity, limits, resource }: ApplicablePolicies,
): AccessDenial | undefined {
  const ofCaller = (policies: readonly PolicyDocument[], effect: Statement["effect"]) =>
    policies.some((policy) => applying(policy, effect, request).length > 0);
  const ofResource = (effect: Statement["effect"]) =>
    resource?.policy === undefined
      ? []
      : applying(resource.policy, effect, request).flatMap((statement) =>
          principalOf(statement, caller),
        );

  if (ofCaller(identity, "Deny")) return explicitDeny("identity-based policy");
  if (ofResource("Deny").length > 0) return explicitDeny("resource-based policy");
  for (const { type, policies } of limits) {
    if (ofCaller(policies, "Deny")) return explicitDeny(type);
    if (!ofCaller(policies, "Allow")) return implicitDeny(type);
  }
  const grants = ofResource("Allow");
  if (grants.includes("caller")) return undefined;
  if (resource?.isRequired === true && !grants.includes("account")) {
    return implicitDeny("resource-based policy");
  }
  return ofCaller(identity, "Allow") ? undefined : implicitDeny("identity-based policy");
}

/** Statements with an effect that match the request, whoever makes it. */
function applying(
  policy: PolicyDocument,
  effect: Statement["effect"],
  { action, resource, context }: AccessRequest,
): Statement[] {
  const matchesResource = (pattern: string) => {
    const text = policy.hasVariables ? substituteVariables(pattern, context) : pattern;
    return text !== undefined && matchesArn(text, resource);
  };
  return policy.statements.filter(
    (statement) =>
      statement.effect === effect &&
      names(statement.actions, (pattern) => matchesWildcard(pattern, action, true)) &&
      (statement.resources === undefined || names(statement.resources, matchesResource)) &&
      conditionsHold(statement, policy, context),
  );
}

function principalOf({ principals }: Statement, caller: Caller): PrincipalMatch[] {
  const match = principals === undefined ? undefined : matchPrincipal(principals, caller);
  return match === undefined ? [] : [match];
}

function names({ values, excluded }: ElementList, matches: (pattern: string) => boolean): boolean {
  return values.some(matches) !== excluded;
}

function explicitDeny(policyType: AccessDenial["policyType"]): AccessDenial {
  return { kind: "explicit-deny", policyType };
}

function implicitDeny(policyType: AccessDenial["policyType"]): AccessDenial {
  return { kind: "implicit-deny", policyType };
}
