import { accessTypes, memberLists } from "../rules/identity/access-rules";
import { attachments } from "../rules/identity/attachment-rules";
import { passwordSettings } from "../rules/identity/organisation-rules";
import { policyTypes } from "../policies/policy-arguments";
import type { PolicyKind } from "../policies/policy-arguments";
import type { KnownTypes } from "./type-knowledge";

const POLICY_RULES: Readonly<Record<PolicyKind, string>> = {
  identity: "identity/widened-policy",
  trust: "identity/widened-trust",
  resource: "exposure/widened-policy",
  guardrail: "identity/guardrail",
};

/** Arguments with policies, whatever has them. */
export const policyKnowledge: readonly KnownTypes[] = policyTypes().map(
  ({ type, argument, kind }) => ({
    [type]: { judged: { [argument]: POLICY_RULES[kind] } },
  }),
);

/** Types of identities, of what gives them permissions, and of what bounds them. */
export const identityTypes: readonly KnownTypes[] = [
  Object.fromEntries(
    Object.entries(attachments).map(([type, { policies, identities }]) => [
      type,
      {
        judged: Object.fromEntries(
          [policies, ...identities].map((name) => [name, "identity/attached-policy"]),
        ),
      },
    ]),
  ),
  Object.fromEntries(
    Object.keys(accessTypes).map((type) => [type, { harmless: ["create_date", "name"] }]),
  ),
  Object.fromEntries(
    Object.entries(memberLists).map(([type, path]) => [
      type,
      { judged: { [path]: "identity/new-member" } },
    ]),
  ),
  {
    aws_iam_account_password_policy: {
      harmless: ["expire_passwords"],
      judged: Object.fromEntries(
        Object.keys(passwordSettings).map((name) => [name, "identity/password-policy"]),
      ),
    },
    aws_iam_group: { harmless: ["unique_id"] },
    aws_iam_group_membership: { harmless: ["name"] },
    aws_iam_group_policy: { harmless: ["name", "name_prefix"] },
    aws_iam_instance_profile: { harmless: ["create_date", "unique_id", "name", "name_prefix"] },
    aws_iam_role: {
      harmless: ["name_prefix", "inline_policy.name"],
      judged: {
        permissions_boundary: "identity/permissions-boundary",
        max_session_duration: "identity/session-duration",
      },
    },
    aws_iam_user: {
      harmless: ["unique_id", "force_destroy"],
      judged: { permissions_boundary: "identity/permissions-boundary" },
    },
    aws_iam_user_policy: { harmless: ["name", "name_prefix"] },
    aws_iam_account_alias: {},
    aws_iam_service_linked_role: {
      harmless: ["description", "create_date", "name", "path", "unique_id"],
    },
    aws_organizations_policy: { harmless: ["description", "name", "skip_destroy"] },
    aws_organizations_policy_attachment: {
      judged: {
        policy_id: "identity/guardrail-attachment",
        target_id: "identity/guardrail-attachment",
      },
      harmless: ["skip_destroy"],
    },
    aws_ssoadmin_permission_set: {
      harmless: ["description", "created_date"],
      judged: { session_duration: "identity/session-duration" },
    },
  },
];
