import type { CorpusCase } from "../support/corpus-case";
import { create, replace, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT, allow, allowTo, policy, trustOf } from "../support/policy-text";

const github = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

/** A trust policy for workflows of GitHub, for these subjects. */
const workflows = (subject: string) =>
  policy(
    allowTo({ Federated: github }, "sts:AssumeRoleWithWebIdentity", {
      Condition: {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": subject },
      },
    }),
  );

const role = {
  name: "deploy",
  id: "deploy",
  arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
  description: "Deploys",
  max_session_duration: 3600,
  permissions_boundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
  assume_role_policy: workflows("repo:example/lake:environment:prod"),
};

const changed = (change: Readonly<Record<string, unknown>>) =>
  plan(update("aws_iam_role.deploy", role, change));

/** Who can become a role, and the most that it may. */
export const trust: readonly CorpusCase[] = [
  {
    name: "trusts everybody with a role",
    verdict: "look closely",
    source: "checkov CKV_AWS_60: a role's trust policy names services or principals, not everybody",
    why: "Any AWS account can become this role.",
    plan: changed({ assume_role_policy: policy(allowTo({ AWS: "*" }, "sts:AssumeRole")) }),
  },
  {
    name: "trusts a whole other account with a role",
    verdict: "look closely",
    source:
      "checkov CKV_AWS_61 and https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html: the confused deputy",
    why: "Another account decides who becomes this role, without an external id.",
    plan: changed({
      assume_role_policy: policy(
        allowTo({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, "sts:AssumeRole"),
      ),
    }),
  },
  {
    name: "trusts workflows of all repositories of GitHub",
    verdict: "look closely",
    source:
      "checkov CKV_AWS_358: a trust policy for GitHub's OIDC names the repository; Datadog Security Labs 2023 on exposed roles",
    why: "Anybody with an account of GitHub deploys.",
    plan: changed({ assume_role_policy: workflows("repo:*") }),
  },
  {
    name: "trusts workflows of every branch instead of one environment",
    verdict: "look closely",
    source:
      "https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect: filter for environments or branches",
    why: "A pull request's workflow deploys without the approval of the environment.",
    plan: changed({ assume_role_policy: workflows("repo:example/lake:*") }),
  },
  {
    name: "trusts workflows of one environment instead of every branch",
    verdict: "safe",
    source:
      "https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect: filter for environments or branches",
    why: "It is the change above the other way round: fewer can become the role.",
    plan: plan(
      update(
        "aws_iam_role.deploy",
        { ...role, assume_role_policy: workflows("repo:example/lake:*") },
        { assume_role_policy: role.assume_role_policy },
      ),
    ),
  },
  {
    name: "drops the external id from a trust policy",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html: the external id prevents the confused deputy",
    why: "The vendor's other customers can reach this role through the vendor.",
    plan: plan(
      update(
        "aws_iam_role.vendor",
        {
          name: "vendor",
          assume_role_policy: policy(
            allowTo({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/vendor` }, "sts:AssumeRole", {
              Condition: { StringEquals: { "sts:ExternalId": "lake-7" } },
            }),
          ),
        },
        {
          assume_role_policy: policy(
            allowTo({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/vendor` }, "sts:AssumeRole"),
          ),
        },
      ),
    ),
  },
  {
    name: "removes a role's permissions boundary",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html: a boundary is the most that policies can grant",
    why: "Every permission that the boundary held back takes effect.",
    plan: changed({ permissions_boundary: null }),
  },
  {
    name: "replaces a role's permissions boundary by AdministratorAccess",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html: a boundary is the most that policies can grant",
    why: "A boundary that allows everything is none.",
    plan: changed({ permissions_boundary: "arn:aws:iam::aws:policy/AdministratorAccess" }),
  },
  {
    name: "gives a role a permissions boundary",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html: a boundary grants nothing",
    why: "It can only take permissions away.",
    plan: plan(
      update(
        "aws_iam_role.deploy",
        { ...role, permissions_boundary: null },
        { permissions_boundary: role.permissions_boundary },
      ),
    ),
  },
  {
    name: "changes a role's description and tags",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html",
    why: "A description grants nothing.",
    plan: changed({ description: "Deploys the lake", tags: { team: "data" } }),
  },
  {
    name: "trusts another identity provider",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html: a provider establishes trust between it and the account",
    why: "Whoever runs the provider decides who its tokens name.",
    plan: plan(
      create("aws_iam_openid_connect_provider.ci", {
        url: "https://ci.example.net",
        client_id_list: ["sts.amazonaws.com"],
        thumbprint_list: ["1111111111111111111111111111111111111111"],
      }),
    ),
  },
  {
    name: "changes the metadata of the provider of single sign-on",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html: the metadata holds the keys that sign who somebody is",
    why: "Other keys can now sign anybody's identity.",
    plan: plan(
      update(
        "aws_iam_saml_provider.sso",
        { name: "sso", saml_metadata_document: "<EntityDescriptor entityID='old'/>" },
        { saml_metadata_document: "<EntityDescriptor entityID='new'/>" },
      ),
    ),
  },
  {
    name: "puts an instance profile on another role",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html: instances have the role of their profile",
    why: "Running instances get what the other role may.",
    plan: plan(
      update(
        "aws_iam_instance_profile.web",
        { name: "web", role: "web" },
        { role: "administrator" },
      ),
    ),
  },
  {
    name: "takes a denial out of a service control policy",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html: a service control policy is the most that an account may",
    why: "All accounts can switch off CloudTrail again.",
    plan: plan(
      update(
        "aws_organizations_policy.guardrails",
        {
          name: "guardrails",
          type: "SERVICE_CONTROL_POLICY",
          content: policy(allow("*", "*"), {
            Effect: "Deny",
            Action: "cloudtrail:StopLogging",
            Resource: "*",
          }),
        },
        { content: policy(allow("*", "*")) },
      ),
    ),
  },
  {
    name: "renames a role, for which it is created again with another trust",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html: a policy that names a deleted role no longer applies to a new one of that name",
    why: "Sessions end, and the new role trusts everybody in the account.",
    plan: plan(
      replace(
        "aws_iam_role.reader",
        { name: "reader", assume_role_policy: trustOf("lambda") },
        {
          name: "reader-2",
          assume_role_policy: policy(
            allowTo({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, "sts:AssumeRole"),
          ),
        },
      ),
    ),
  },
];
