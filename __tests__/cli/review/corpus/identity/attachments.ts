import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, keep, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, trustOf } from "../support/policy-text";

const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const publisher = keep("aws_iam_role.publisher", {
  name: "publisher",
  arn: `arn:aws:iam::${ACCOUNT}:role/publisher`,
  assume_role_policy: trustOf("lambda"),
});

/** Managed policies for roles, users and groups, and who is in a group. */
export const attachments: readonly CorpusCase[] = [
  {
    name: "attaches AdministratorAccess to a role",
    verdict: "look closely",
    source: "checkov CKV_AWS_274: no identity uses the AWS managed policy AdministratorAccess",
    why: "Everything that runs with the role owns the account.",
    plan: plan(
      publisher,
      create("aws_iam_role_policy_attachment.publisher", {
        role: "publisher",
        policy_arn: managed("AdministratorAccess"),
      }),
    ),
  },
  {
    name: "attaches IAMFullAccess to a user",
    verdict: "look closely",
    source: "checkov CKV2_AWS_56: no identity uses the AWS managed policy IAMFullAccess",
    why: "Who changes policies gives himself everything else.",
    plan: plan(
      create("aws_iam_user_policy_attachment.ops", {
        user: "ops",
        policy_arn: managed("IAMFullAccess"),
      }),
    ),
  },
  {
    name: "attaches PowerUserAccess to a group",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html: every action but those of IAM, Organizations and Account",
    why: "Each member of the group can read and delete all data.",
    plan: plan(
      create("aws_iam_group_policy_attachment.analysts", {
        group: "analysts",
        policy_arn: managed("PowerUserAccess"),
      }),
    ),
  },
  {
    name: "gives a permission set AdministratorAccess",
    verdict: "look closely",
    source:
      "checkov CKV_AWS_274: no identity uses the AWS managed policy AdministratorAccess (permission sets of IAM Identity Center included)",
    why: "Everybody who is assigned the permission set becomes an administrator.",
    plan: plan(
      create("aws_ssoadmin_managed_policy_attachment.analyst", {
        instance_arn: "arn:aws:sso:::instance/ssoins-1111111111111111",
        permission_set_arn: "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-22222222",
        managed_policy_arn: managed("AdministratorAccess"),
      }),
    ),
  },
  {
    name: "assigns a permission set of an account to another group",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html: an assignment is access to an account",
    why: "More people can enter the account.",
    plan: plan(
      create("aws_ssoadmin_account_assignment.contractors", {
        instance_arn: "arn:aws:sso:::instance/ssoins-1111111111111111",
        permission_set_arn: "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-22222222",
        principal_id: "9067-contractors",
        principal_type: "GROUP",
        target_id: ACCOUNT,
        target_type: "AWS_ACCOUNT",
      }),
    ),
  },
  {
    name: "adds a user to the group of administrators",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html: a member has all permissions of the group",
    why: "The user gets everything that the group may.",
    plan: plan(
      update(
        "aws_iam_group_membership.administrators",
        { name: "administrators", group: "administrators", users: ["alice"] },
        { users: ["alice", "mallory"] },
      ),
    ),
  },
  {
    name: "puts a user into a further group",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html: a member has all permissions of the group",
    why: "The user gets everything that the second group may.",
    plan: plan(
      update(
        "aws_iam_user_group_membership.bob",
        { user: "bob", groups: ["readers"] },
        { groups: ["readers", "administrators"] },
      ),
    ),
  },
  {
    name: "attaches the policy for a function's logs to a role",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html: three actions on logs",
    why: "It allows creating log groups and streams, and writing events, and nothing else.",
    plan: plan(
      publisher,
      create("aws_iam_role_policy_attachment.publisher", {
        role: "publisher",
        policy_arn: managed("service-role/AWSLambdaBasicExecutionRole"),
      }),
    ),
  },
  {
    name: "attaches a policy exclusively, for which it would be detached from all others",
    verdict: "look closely",
    source:
      "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_policy_attachment: creates exclusive attachments",
    why: "Roles outside of this plan lose the policy without being named in it.",
    plan: plan(
      create("aws_iam_policy_attachment.read", {
        name: "read",
        roles: ["publisher"],
        users: [],
        groups: [],
        policy_arn: managed("AmazonS3ReadOnlyAccess"),
      }),
    ),
  },
  {
    name: "detaches a policy that denies all but one region from an organizational unit",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html: a service control policy is the most that an account may",
    why: "What the policy denied in all accounts of the unit is allowed again.",
    plan: plan(
      destroy("aws_organizations_policy_attachment.regions", {
        id: "ou-ab12-11111111:p-22222222",
        policy_id: "p-22222222",
        target_id: "ou-ab12-11111111",
      }),
    ),
  },
];
