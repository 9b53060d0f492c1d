import { created, policyOf, rulesOf, updated } from "../../support/rules-of";
import type { Changes } from "../../support/rules-of";

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
const OWN = "111122223333";
const OTHER = "999988887777";
const trust = (statement: object) =>
  policyOf({ Effect: "Allow", Action: "sts:AssumeRole", ...statement });
const service = trust({ Principal: { Service: "lambda.amazonaws.com" } });
const role = created({ name: "app", assume_role_policy: service });
const gitHub = (condition: object) =>
  trust({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: {
      Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`,
    },
    Condition: condition,
  });
const sub = (value: string, test = "StringLike") => ({
  [test]: { "token.actions.githubusercontent.com:sub": value },
});
const trustChange = (assume_role_policy: string): Changes => ({
  "aws_iam_role.a": updated(
    { arn: `arn:aws:iam::${OWN}:role/a`, assume_role_policy: service },
    { arn: `arn:aws:iam::${OWN}:role/a`, assume_role_policy },
  ),
});
const policy = (statement: object): Changes => ({
  "aws_iam_policy.a": created({ name: "a", policy: policyOf({ Effect: "Allow", ...statement }) }),
});

describe("policies that identities get", () => {
  it.each<[string, Changes, string[]]>([
    [
      "administration, by a role that exists",
      { "aws_iam_role_policy_attachment.a": created({ role: "old", policy_arn: ADMIN }) },
      ["identity/powerful-policy"],
    ],
    [
      "administration, by a role of the same plan",
      {
        "aws_iam_role.app": role,
        "aws_iam_role_policy_attachment.a": created({ role: "app", policy_arn: ADMIN }),
      },
      ["identity/powerful-policy"],
    ],
    [
      "administration, by a permission set",
      {
        "aws_ssoadmin_managed_policy_attachment.a": created({
          permission_set_arn: "arn:aws:sso:::permissionSet/a",
          managed_policy_arn: ADMIN,
        }),
      },
      ["identity/powerful-policy"],
    ],
    [
      "administration, in the list of a role",
      {
        "aws_iam_role.a": updated(
          { managed_policy_arns: [BASIC] },
          { managed_policy_arns: [BASIC, ADMIN] },
        ),
      },
      ["identity/powerful-policy"],
    ],
    [
      "another policy instead, by a role that exists",
      {
        "aws_iam_role_policy_attachment.a": {
          actions: ["delete", "create"],
          before: { role: "old", policy_arn: BASIC },
          after: { role: "old", policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
        },
      },
      ["data-loss/destroyed", "identity/powerful-policy"],
    ],
    [
      "logs, by a new role",
      {
        "aws_iam_role.app": role,
        "aws_iam_role_policy_attachment.a": created({ role: "app", policy_arn: BASIC }),
      },
      [],
    ],
    [
      "logs, by a role that exists",
      { "aws_iam_role_policy_attachment.a": created({ role: "old", policy_arn: BASIC }) },
      ["identity/attached-policy"],
    ],
    [
      "what the plan does not show, by a new role",
      {
        "aws_iam_role.app": role,
        "aws_iam_role_policy_attachment.a": created({
          role: "app",
          policy_arn: `arn:aws:iam::${OWN}:policy/old`,
        }),
      },
      ["identity/attached-policy"],
    ],
    [
      "what is known only after apply and nowhere shown",
      {
        "aws_iam_role.app": role,
        "aws_iam_role_policy_attachment.a": created({ role: "app" }, { policy_arn: true }),
      },
      ["identity/attached-policy"],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});

describe("roles that something new runs as", () => {
  const runsAs = (role: string): Changes => ({
    "aws_lambda_function.a": created({
      function_name: "a",
      role: `arn:aws:iam::${OWN}:role/${role}`,
    }),
  });
  it.each<[string, Changes, string[]]>([
    ["an administrator's", runsAs("ops/AdminRole"), ["identity/borrowed-role"]],
    [
      "the one of an organization's owner",
      runsAs("OrganizationAccountAccessRole"),
      ["identity/borrowed-role"],
    ],
    ["one of its own kind", runsAs("publisher"), []],
  ])("are judged by their names: %s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});

describe("statements of identities", () => {
  it.each<[string, Changes, string[]]>([
    [
      "a role for every service to pass",
      policy({ Action: "iam:PassRole", Resource: "*" }),
      ["identity/every-resource", "identity/privilege-escalation"],
    ],
    [
      "every role to pass",
      policy({ Action: ["iam:passrole"], Resource: `arn:aws:iam::${OWN}:role/*` }),
      ["identity/every-resource", "identity/privilege-escalation"],
    ],
    [
      "one role to pass",
      policy({ Action: "iam:PassRole", Resource: `arn:aws:iam::${OWN}:role/app` }),
      [],
    ],
    [
      "code of all functions",
      policy({ Action: "lambda:Update*", Resource: "arn:aws:lambda:*:*:function:*" }),
      ["identity/every-resource", "identity/privilege-escalation"],
    ],
    [
      "versions of one policy",
      policy({ Action: "iam:CreatePolicyVersion", Resource: `arn:aws:iam::${OWN}:policy/app` }),
      ["identity/privilege-escalation"],
    ],
    [
      "all but one service",
      policy({ NotAction: "iam:*", Resource: "arn:aws:s3:::lake" }),
      ["identity/inverted-elements"],
    ],
    [
      "all but one resource",
      policy({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" }),
      ["identity/inverted-elements"],
    ],
    [
      "every action of services with a common beginning",
      policy({ Action: "g*", Resource: "arn:aws:s3:::lake" }),
      ["identity/every-action"],
    ],
    [
      "everything, by an ARN that is a pattern",
      policy({ Action: "s3:GetObject", Resource: "arn:*" }),
      ["identity/every-resource"],
    ],
    [
      "roles by a pattern",
      policy({ Action: "sts:AssumeRole", Resource: "arn:aws:iam::*:role/admin-*" }),
      ["identity/privilege-escalation"],
    ],
    [
      "a role of another account",
      {
        ...policy({ Action: "sts:AssumeRole", Resource: `arn:aws:iam::${OTHER}:role/admin` }),
        ...trustChange(service),
      },
      ["identity/other-account-role"],
    ],
    [
      "a role of its own account",
      {
        ...policy({ Action: "sts:AssumeRole", Resource: `arn:aws:iam::${OWN}:role/app` }),
        ...trustChange(service),
      },
      [],
    ],
    [
      "every object of every bucket",
      policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" }),
      ["identity/every-resource"],
    ],
    [
      "logs of a function",
      policy({ Action: "logs:PutLogEvents", Resource: "arn:aws:logs:*:*:*" }),
      [],
    ],
    ["one object", policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::lake/a" }), []],
    [
      "inline, every action",
      {
        "aws_iam_role.a": created({
          assume_role_policy: service,
          inline_policy: [
            {
              name: "a",
              policy: policyOf({ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::lake" }),
            },
          ],
        }),
      },
      ["identity/every-action"],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });

  it("count as unknown where they are known only after apply", () => {
    const later = created({ role: "app" }, { policy: true });
    expect(rulesOf({ "aws_iam_role.app": role, "aws_iam_role_policy.a": later })).toEqual([
      "unknown/policy",
    ]);
  });
});

describe("the policy of a role that exists", () => {
  const put = { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::lake/*" };
  it.each<[string, object, string[]]>([
    [
      "more actions",
      { ...put, Action: ["s3:PutObject", "s3:GetObject"] },
      ["identity/widened-policy"],
    ],
    ["fewer resources", { ...put, Resource: "arn:aws:s3:::lake/data/*" }, []],
  ])("%s", (_, statement, rules) => {
    const change = updated({ policy: policyOf(put) }, { policy: policyOf(statement) });
    expect(rulesOf({ "aws_iam_role_policy.a": change })).toEqual(rules);
  });
});

describe("who may assume a role", () => {
  it.each<[string, Changes, string[]]>([
    [
      "everyone",
      trustChange(trust({ Principal: "*" })),
      ["identity/trust-everyone", "identity/widened-trust"],
    ],
    [
      "everyone of an organisation",
      trustChange(
        trust({
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcd123456" } },
        }),
      ),
      ["identity/widened-trust"],
    ],
    [
      "everyone who uses TLS",
      trustChange(
        trust({ Principal: { AWS: "*" }, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      ),
      ["identity/trust-everyone", "identity/widened-trust"],
    ],
    [
      "another account",
      trustChange(trust({ Principal: { AWS: OTHER } })),
      ["identity/trust-account", "identity/widened-trust"],
    ],
    [
      "its own account",
      {
        ...trustChange(service),
        "aws_iam_role.b": created({
          assume_role_policy: trust({ Principal: { AWS: `arn:aws:iam::${OWN}:root` } }),
        }),
      },
      [],
    ],
    [
      "some account, where nothing shows the own one",
      { "aws_iam_role.b": created({ assume_role_policy: trust({ Principal: { AWS: OTHER } }) }) },
      ["identity/trust-account"],
    ],
    [
      "every workflow of GitHub",
      {
        "aws_iam_role.b": created({
          assume_role_policy: gitHub({
            StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
          }),
        }),
      },
      ["identity/trust-federation"],
    ],
    [
      "every repository of GitHub",
      { "aws_iam_role.b": created({ assume_role_policy: gitHub(sub("repo:*")) }) },
      ["identity/trust-federation"],
    ],
    [
      "every repository of an owner",
      { "aws_iam_role.b": created({ assume_role_policy: gitHub(sub("repo:acme/*")) }) },
      ["identity/trust-federation"],
    ],
    [
      "whoever sends no subject",
      {
        "aws_iam_role.b": created({
          assume_role_policy: gitHub(
            sub("repo:acme/lake:ref:refs/heads/main", "ForAllValues:StringLike"),
          ),
        }),
      },
      ["identity/trust-federation"],
    ],
    [
      "one repository",
      { "aws_iam_role.b": created({ assume_role_policy: gitHub(sub("repo:acme/lake:*")) }) },
      [],
    ],
    [
      "one branch",
      {
        "aws_iam_role.b": created({
          assume_role_policy: gitHub(sub("repo:acme/lake:ref:refs/heads/main", "StringEquals")),
        }),
      },
      [],
    ],
    [
      "guests of Cognito",
      {
        "aws_iam_role.b": created({
          assume_role_policy: trust({
            Principal: { Federated: "cognito-identity.amazonaws.com" },
            Condition: {
              StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-1:a" },
              "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "unauthenticated" },
            },
          }),
        }),
      },
      ["identity/trust-federation"],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});

describe("identities themselves", () => {
  const boundary = `arn:aws:iam::${OWN}:policy/boundary`;
  it.each<[string, Changes, string[]]>([
    [
      "a boundary that is removed",
      {
        "aws_iam_role.a": updated(
          { permissions_boundary: boundary },
          { permissions_boundary: null },
        ),
      },
      ["identity/permissions-boundary"],
    ],
    [
      "a boundary that is changed",
      {
        "aws_iam_user.a": updated(
          { permissions_boundary: boundary },
          { permissions_boundary: `${boundary}2` },
        ),
      },
      ["identity/permissions-boundary"],
    ],
    [
      "a boundary that is added",
      { "aws_iam_role.a": updated({}, { permissions_boundary: boundary }) },
      [],
    ],
    ["an access key", { "aws_iam_access_key.a": created({ user: "a" }) }, ["identity/new-access"]],
    [
      "a provider of tokens",
      { "aws_iam_openid_connect_provider.a": created({ url: "https://a" }) },
      ["identity/new-access"],
    ],
    [
      "a member more",
      { "aws_iam_group_membership.a": updated({ users: ["a"] }, { users: ["a", "b"] }) },
      ["identity/new-member"],
    ],
    [
      "a member less",
      { "aws_iam_group_membership.a": updated({ users: ["a", "b"] }, { users: ["a"] }) },
      [],
    ],
    [
      "longer sessions",
      {
        "aws_iam_role.a": updated({ max_session_duration: 3600 }, { max_session_duration: 43200 }),
      },
      ["identity/session-duration"],
    ],
    [
      "shorter sessions",
      {
        "aws_iam_role.a": updated({ max_session_duration: 43200 }, { max_session_duration: 3600 }),
      },
      [],
    ],
    [
      "longer sessions of people",
      {
        "aws_ssoadmin_permission_set.a": updated(
          { session_duration: "PT1H" },
          { session_duration: "PT12H" },
        ),
      },
      ["identity/session-duration"],
    ],
    [
      "shorter passwords",
      {
        "aws_iam_account_password_policy.a": updated(
          { minimum_password_length: 14 },
          { minimum_password_length: 8 },
        ),
      },
      ["identity/password-policy"],
    ],
    [
      "longer passwords",
      {
        "aws_iam_account_password_policy.a": updated(
          { minimum_password_length: 8 },
          { minimum_password_length: 14 },
        ),
      },
      [],
    ],
    [
      "an organisation's denial that is removed",
      {
        "aws_organizations_policy.a": updated(
          {
            content: policyOf(
              { Effect: "Allow", Action: "*", Resource: "*" },
              { Effect: "Deny", Action: "cloudtrail:*", Resource: "*" },
            ),
          },
          { content: policyOf({ Effect: "Allow", Action: "*", Resource: "*" }) },
        ),
      },
      ["identity/guardrail"],
    ],
    [
      "an organisation's policy that is detached",
      {
        "aws_organizations_policy_attachment.a": {
          actions: ["delete"],
          before: { policy_id: "p-1", target_id: "ou-1" },
          after: null,
        },
      },
      ["data-loss/destroyed", "identity/guardrail-attachment"],
    ],
  ])("%s", (_, changes, rules) => {
    expect(rulesOf(changes)).toEqual(rules);
  });
});
