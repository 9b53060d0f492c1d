import type { CorpusCase } from "../support/corpus-case";
import { create, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { policy, allow, ACCOUNT } from "../support/policy-text";

const passwords = {
  minimum_password_length: 14,
  require_symbols: true,
  require_numbers: true,
  max_password_age: 90,
  password_reuse_prevention: 24,
};

/** Users, their keys and passwords. */
export const credentials: readonly CorpusCase[] = [
  {
    name: "creates a user with an access key",
    verdict: "look closely",
    source: "checkov CKV_AWS_273: access is through single sign-on, not through users of IAM",
    why: "The key does not expire, and is in the state.",
    plan: plan(
      create("aws_iam_user.deployer", { name: "deployer", path: "/", force_destroy: false }),
      create("aws_iam_access_key.deployer", { user: "deployer", status: "Active" }),
    ),
  },
  {
    name: "gives a user a password for the console",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp: people use temporary credentials",
    why: "A password alone opens the console.",
    plan: plan(
      create("aws_iam_user_login_profile.ops", { user: "ops", password_reset_required: false }),
    ),
  },
  {
    name: "shortens the passwords that the account requires",
    verdict: "look closely",
    source: "checkov CKV_AWS_10: passwords have 14 characters or more (CIS 1.8)",
    why: "Everybody's next password may have six characters.",
    plan: plan(
      update("aws_iam_account_password_policy.account", passwords, { minimum_password_length: 6 }),
    ),
  },
  {
    name: "lengthens the passwords that the account requires",
    verdict: "safe",
    source: "checkov CKV_AWS_10: passwords have 14 characters or more (CIS 1.8)",
    why: "It is stricter than before.",
    plan: plan(
      update(
        "aws_iam_account_password_policy.account",
        { ...passwords, minimum_password_length: 8 },
        { minimum_password_length: 14 },
      ),
    ),
  },
  {
    name: "activates an inactive access key",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys-update.html: deactivate keys that are not in use",
    why: "A key that was switched off works again.",
    plan: plan(
      update(
        "aws_iam_access_key.deployer",
        { user: "deployer", status: "Inactive" },
        { status: "Active" },
      ),
    ),
  },
  {
    name: "trusts a certificate authority with roles",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html: a trust anchor lets its certificates become roles",
    why: "Whoever holds the authority's key gets credentials of AWS.",
    plan: plan(
      create("aws_rolesanywhere_trust_anchor.plant", {
        name: "plant",
        enabled: true,
        source: [
          { source_type: "CERTIFICATE_BUNDLE", source_data: [{ x509_certificate_data: "x" }] },
        ],
      }),
    ),
  },
  {
    name: "gives an identity pool's guests a role",
    verdict: "look closely",
    source: "checkov CKV_AWS_366: identity pools of Cognito allow no guests",
    why: "Anybody who knows the pool's id gets credentials of AWS.",
    plan: plan(
      update(
        "aws_cognito_identity_pool.app",
        {
          identity_pool_name: "app",
          allow_unauthenticated_identities: false,
          allow_classic_flow: false,
        },
        { allow_unauthenticated_identities: true },
      ),
    ),
  },
  {
    name: "widens the inline policy of a permission set",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html: an inline policy applies to everybody who is assigned",
    why: "Analysts can delete functions.",
    plan: plan(
      update(
        "aws_ssoadmin_permission_set_inline_policy.analyst",
        {
          instance_arn: "arn:aws:sso:::instance/ssoins-1111111111111111",
          permission_set_arn: "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-22222222",
          inline_policy: policy(
            allow("athena:StartQueryExecution", `arn:aws:athena:*:${ACCOUNT}:workgroup/analysts`),
          ),
        },
        { inline_policy: policy(allow(["athena:*", "lambda:*"], "*")) },
      ),
    ),
  },
];
