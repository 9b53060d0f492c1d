import type { CorpusCase } from "../support/corpus-case";
import { create, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT, allow, allowTo, policy, trustOf } from "../support/policy-text";

const role = {
  name: "publisher",
  assume_role_policy: trustOf("lambda"),
  managed_policy_arns: [`arn:aws:iam::${ACCOUNT}:policy/publisher`],
  inline_policy: [{ name: "read", policy: policy(allow("s3:GetObject", "arn:aws:s3:::a/*")) }],
  max_session_duration: 3600,
};
const changed = (change: Readonly<Record<string, unknown>>) =>
  plan(update("aws_iam_role.publisher", role, change));

/** Permissions in arguments of a role, and ways to new permissions that no policy of IAM shows. */
export const inline: readonly CorpusCase[] = [
  {
    name: "adds AdministratorAccess to the managed policies of a role",
    verdict: "look closely",
    source: "checkov CKV_AWS_274: no identity uses the AWS managed policy AdministratorAccess",
    why: "An argument of the role attaches like a resource of its own.",
    plan: changed({
      managed_policy_arns: [
        ...role.managed_policy_arns,
        "arn:aws:iam::aws:policy/AdministratorAccess",
      ],
    }),
  },
  {
    name: "allows everything in an inline policy of a role",
    verdict: "look closely",
    source: "checkov CKV_AWS_62 and CKV_AWS_63: no policy allows * on *",
    why: "A block of the role is a policy, too.",
    plan: changed({ inline_policy: [{ name: "read", policy: policy(allow("*", "*")) }] }),
  },
  {
    name: "lets sessions of a role last twelve hours instead of one",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html: the maximum session duration",
    why: "Stolen credentials work half a day.",
    plan: changed({ max_session_duration: 43200 }),
  },
  {
    name: "creates a role with AdministratorAccess that another account becomes",
    verdict: "look closely",
    source: "MITRE ATT&CK T1098: additional cloud roles",
    why: "It is a back door.",
    plan: plan(
      create("aws_iam_role.support", {
        name: "support",
        assume_role_policy: policy(
          allowTo({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, "sts:AssumeRole"),
        ),
      }),
      create("aws_iam_role_policy_attachment.support", {
        role: "support",
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ),
  },
  {
    name: "creates a stack of CloudFormation that may change IAM",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html: CAPABILITY_IAM",
    why: "What the template creates is not in the plan.",
    plan: plan(
      create("aws_cloudformation_stack.vendor", {
        name: "vendor",
        template_url: "https://example.com/template.yaml",
        capabilities: ["CAPABILITY_NAMED_IAM"],
      }),
    ),
  },
  {
    name: "lets somebody's SSH key into machines",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html",
    why: "Whoever has the private key logs in.",
    plan: plan(
      create("aws_key_pair.contractor", { key_name: "contractor", public_key: "ssh-ed25519 AAAA" }),
    ),
  },
  {
    name: "changes what a machine runs at its start",
    verdict: "look closely",
    source:
      "MITRE ATT&CK T1059.009; https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    why: "It runs as root with the machine's role.",
    plan: plan(
      update(
        "aws_instance.web",
        { ami: "ami-1", instance_type: "t3.small", user_data: "aaaa" },
        { user_data: "bbbb" },
      ),
    ),
  },
  {
    name: "runs a build with another role",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html: builds have the role's permissions",
    why: "Whoever changes the repository gets what the role may.",
    plan: plan(
      update(
        "aws_codebuild_project.ci",
        { name: "ci", service_role: `arn:aws:iam::${ACCOUNT}:role/build` },
        { service_role: `arn:aws:iam::${ACCOUNT}:role/administrator` },
      ),
    ),
  },
];
