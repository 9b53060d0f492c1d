import type { CorpusCase } from "../support/corpus-case";
import { create, keep, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, allow, policy, trustOf } from "../support/policy-text";

const address = "aws_iam_role_policy.publisher";
const lake = "arn:aws:s3:::lake-events/*";
const role = keep("aws_iam_role.publisher", {
  name: "publisher",
  id: "publisher",
  assume_role_policy: trustOf("lambda"),
});

/** The plan in which the role's policy changes. */
const changed = (before: string, after: string) =>
  plan(
    role,
    update(
      address,
      { id: "publisher:permissions", name: "permissions", role: "publisher", policy: before },
      { policy: after },
    ),
  );

/** A policy of its own, that nothing has yet. */
const created = (text: string) =>
  plan(create("aws_iam_policy.new", { name: "new", path: "/", policy: text }));

const readLake = policy(allow("s3:GetObject", lake));
const inNetwork = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1111111111111111" } } };
const withMfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

/** The text of policies of identities. */
export const policies: readonly CorpusCase[] = [
  {
    name: "allows a role every action on every resource",
    verdict: "look closely",
    source: "checkov CKV_AWS_62 and CKV_AWS_63: no policy allows * on *",
    why: "The role owns the account.",
    plan: changed(readLake, policy(allow("*", "*"))),
  },
  {
    name: "allows a role to read all buckets instead of the lake",
    verdict: "look closely",
    source: "checkov CKV_AWS_355: no IAM policy allows * as the resource of restrictable actions",
    why: "It reads what other teams keep in the account.",
    plan: changed(readLake, policy(allow("s3:GetObject", "*"))),
  },
  {
    name: "allows a role to delete objects of the lake, too",
    verdict: "look closely",
    source:
      "cloudsplaining: resource exposure; checkov CKV_AWS_290: no write access without constraints",
    why: "A bug in the publisher can now delete what it wrote.",
    plan: changed(readLake, policy(allow(["s3:GetObject", "s3:DeleteObject"], lake))),
  },
  {
    name: "drops the network that a role has to call from",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html: aws:SourceVpce keeps access within expected networks",
    why: "Stolen credentials work from anywhere.",
    plan: changed(policy(allow("s3:GetObject", lake, inNetwork)), readLake),
  },
  {
    name: "adds the network that a role has to call from",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html: aws:SourceVpce keeps access within expected networks",
    why: "A further condition only takes away; it is the change above the other way round.",
    plan: changed(readLake, policy(allow("s3:GetObject", lake, inNetwork))),
  },
  {
    name: "drops multi-factor authentication from what an operator may delete",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
    why: "A leaked access key suffices for deletions.",
    plan: changed(
      policy(allow("s3:DeleteObject", lake, withMfa)),
      policy(allow("s3:DeleteObject", lake)),
    ),
  },
  {
    name: "drops a denial of deletions from a role's policy",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: an explicit denial overrides every permission",
    why: "What another policy allows takes effect.",
    plan: changed(
      policy(allow("s3:*", lake), { Effect: "Deny", Action: "s3:DeleteObject", Resource: lake }),
      policy(allow("s3:*", lake)),
    ),
  },
  {
    name: "adds a denial of deletions to a role's policy",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: an explicit denial overrides every permission",
    why: "A denial grants nothing.",
    plan: changed(
      readLake,
      policy(allow("s3:GetObject", lake), {
        Effect: "Deny",
        Action: "s3:DeleteObject",
        Resource: lake,
      }),
    ),
  },
  {
    name: "narrows a role from all of S3 to reading one bucket",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    why: "Every remaining permission was there before.",
    plan: changed(policy(allow("s3:*", "*")), readLake),
  },
  {
    name: "writes the actions of a policy in another order",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html: a list of actions is a set",
    why: "It allows what it allowed.",
    plan: changed(
      policy(allow(["s3:GetObject", "s3:ListBucket"], lake)),
      policy(allow(["s3:ListBucket", "s3:GetObject"], [lake])),
    ),
  },
  {
    name: "gives a statement of a policy a name",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html: an optional description",
    why: "A Sid has no effect on what is allowed.",
    plan: changed(readLake, policy(allow("s3:GetObject", lake, { Sid: "ReadLake" }))),
  },
  {
    name: "replaces the actions of a policy by all but one",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html: NotAction with Allow grants what nobody listed",
    why: "It allows every action of every service but one.",
    plan: changed(
      readLake,
      policy({ Effect: "Allow", NotAction: "iam:DeleteUser", Resource: "*" }),
    ),
  },
  {
    name: "creates a policy that can pass any role",
    verdict: "look closely",
    source:
      "checkov CKV_AWS_286: no privilege escalation (iam:PassRole); cloudsplaining PrivilegeEscalation",
    why: "With a function or an instance it becomes any role of the account.",
    plan: created(policy(allow(["iam:PassRole", "lambda:CreateFunction"], "*"))),
  },
  {
    name: "creates a policy that can write new versions of policies",
    verdict: "look closely",
    source:
      "cloudsplaining PrivilegeEscalation: iam:CreatePolicyVersion alone is enough to become an administrator (Rhino Security Labs)",
    why: "Who has it gives himself everything.",
    plan: created(
      policy(
        allow(
          ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
          "arn:aws:iam::*:policy/*",
        ),
      ),
    ),
  },
  {
    name: "creates a policy that decrypts with every key",
    verdict: "look closely",
    source: "AWS Security Hub KMS.1: customer managed policies allow no decryption with all keys",
    why: "Encryption with separate keys separates nothing for who has it.",
    plan: created(policy(allow("kms:Decrypt", "*"))),
  },
  {
    name: "creates a policy that reads one bucket",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    why: "Nobody has the policy yet, and it names one action and one bucket.",
    plan: created(readLake),
  },
  {
    name: "creates a role of a function with what the function needs",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html: a role of its own with the permissions that it needs",
    why: "A service assumes the role, which may write into one stream.",
    plan: plan(
      create("aws_iam_role.writer", {
        name: "writer",
        path: "/",
        max_session_duration: 3600,
        assume_role_policy: trustOf("lambda"),
      }),
      create("aws_iam_role_policy.writer", {
        name: "permissions",
        role: "writer",
        policy: policy(
          allow("kinesis:PutRecords", `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/events`),
        ),
      }),
    ),
  },
  {
    name: "gives a user an inline policy that gets secrets",
    verdict: "look closely",
    source: "checkov CKV_AWS_40: policies belong to groups or roles, not to users",
    why: "A user's long-lived keys read all secrets.",
    plan: plan(
      create("aws_iam_user_policy.ops", {
        name: "secrets",
        user: "ops",
        policy: policy(allow("secretsmanager:GetSecretValue", "*")),
      }),
    ),
  },
];
