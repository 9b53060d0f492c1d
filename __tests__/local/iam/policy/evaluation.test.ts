import type { Caller } from "../../../../local/iam/policy/caller";
import { conditionContext } from "../../../../local/iam/policy/condition-context";
import { evaluateAccess } from "../../../../local/iam/policy/evaluation";
import type { ApplicablePolicies } from "../../../../local/iam/policy/evaluation";
import { parsePolicy } from "../../../../local/iam/policy/policy-document";

const session: Caller = {
  type: "role-session",
  arn: "arn:aws:sts::123456789012:assumed-role/reader/session",
  roleArn: "arn:aws:iam::123456789012:role/reader",
  accountId: "123456789012",
  userId: "AROA:session",
  sessionPolicy: undefined,
  sessionPolicyArns: [],
};
const object = "arn:aws:s3:::lake/data/object";

const policy = (...statements: readonly object[]) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
const allow = (Action: unknown, Resource: unknown) => ({ Effect: "Allow", Action, Resource });
const deny = (Action: unknown, Resource: unknown) => ({ Effect: "Deny", Action, Resource });

function evaluate(
  policies: Partial<ApplicablePolicies>,
  { action = "s3:GetObject", resource = object, caller = session } = {},
) {
  return evaluateAccess(
    { action, resource, context: conditionContext({ "aws:PrincipalTag/team": "data" }) },
    caller,
    { identity: [], limits: [], resource: undefined, ...policies },
  );
}

describe("identity-based policies", () => {
  it.each([
    [allow("s3:GetObject", object)],
    [allow("S3:getobject", object)],
    [allow(["s3:Put*", "s3:Get*"], ["arn:aws:s3:::other/*", "arn:aws:s3:::lake/*"])],
    [allow("*", "*")],
    [allow("s3:Get?bject", "arn:*:s3:::lake/data/object")],
    [allow("s3:GetObject", "arn:aws:s3:::lake/${aws:PrincipalTag/team}/*")],
    [{ Effect: "Allow", NotAction: "s3:PutObject", NotResource: "arn:aws:s3:::other/*" }],
  ])("allow by %j", (statement) => {
    expect(evaluate({ identity: [policy(statement)] })).toBeUndefined();
  });

  it.each([
    [allow("s3:GetObjectVersion", object)],
    [allow("s3:GetObject", "arn:aws:s3:::lake")],
    [allow("s3:GetObject", "arn:aws:s3:::Lake/*")],
    [allow("s3:GetObject", "arn:aws:*")],
    [allow("s3:GetObject", "arn:aws:s3:::lake/${aws:PrincipalTag/unknown}*")],
    [{ Effect: "Allow", NotAction: "s3:Get*", Resource: "*" }],
    [{ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::lake/*" }],
    [{ ...allow("s3:GetObject", object), Condition: { Null: { "aws:PrincipalTag/team": true } } }],
  ])("do not allow by %j", (statement) => {
    expect(evaluate({ identity: [policy(statement)] })).toEqual({
      kind: "implicit-deny",
      policyType: "identity-based policy",
    });
  });

  it("have no variables in an older policy version", () => {
    const old = parsePolicy(
      JSON.stringify({
        Statement: allow("s3:GetObject", "arn:aws:s3:::lake/${aws:PrincipalTag/team}/*"),
      }),
    );
    expect(evaluate({ identity: [old] })).toMatchObject({ kind: "implicit-deny" });
  });

  it("deny whatever another statement allows", () => {
    const identity = [policy(allow("*", "*")), policy(deny("s3:Get*", "arn:aws:s3:::lake/*"))];
    expect(evaluate({ identity })).toEqual({
      kind: "explicit-deny",
      policyType: "identity-based policy",
    });
    expect(evaluate({ identity }, { action: "s3:PutObject" })).toBeUndefined();
  });

  it("are limited by the permissions boundary and the session policy", () => {
    const identity = [policy(allow("*", "*"))];
    const limits = (type: "permissions boundary" | "session policy", statement: object) => ({
      identity,
      limits: [{ type, policies: [policy(statement)] }],
    });
    const puts = allow("s3:PutObject", "*");
    expect(evaluate(limits("permissions boundary", puts))).toEqual({
      kind: "implicit-deny",
      policyType: "permissions boundary",
    });
    expect(evaluate(limits("session policy", deny("s3:*", "*")))).toEqual({
      kind: "explicit-deny",
      policyType: "session policy",
    });
    expect(evaluate(limits("session policy", puts), { action: "s3:PutObject" })).toBeUndefined();
    expect(
      evaluate({ limits: limits("session policy", puts).limits }, { action: "s3:PutObject" }),
    ).toMatchObject({ policyType: "identity-based policy" });
  });
});

describe("resource-based policies", () => {
  const forPrincipal = (Principal: unknown, statement: object = allow("*", "*")) =>
    policy({ ...statement, Principal });
  const own = [policy(allow("*", "*"))];

  it.each([
    ["*"],
    [{ AWS: "*" }],
    [{ AWS: ["arn:aws:iam::123456789012:role/other", session.roleArn] }],
    [{ AWS: session.arn }],
  ])("grant %j access alone", (principal) => {
    for (const isRequired of [false, true]) {
      const resource = { policy: forPrincipal(principal), isRequired };
      expect(evaluate({ resource })).toBeUndefined();
    }
  });

  it.each([["123456789012"], [{ AWS: "arn:aws:iam::123456789012:root" }]])(
    "leave %j to the account's policies",
    (principal) => {
      const resource = { policy: forPrincipal(principal), isRequired: true };
      expect(evaluate({ resource, identity: own })).toBeUndefined();
      expect(evaluate({ resource })).toMatchObject({ policyType: "identity-based policy" });
    },
  );

  it.each([
    [{ AWS: "arn:aws:iam::210987654321:root" }],
    [{ AWS: "arn:aws:iam::123456789012:role/other" }],
    [{ Service: "firehose.amazonaws.com" }],
  ])("grant nothing to %j", (principal) => {
    const policies = { policy: forPrincipal(principal), isRequired: true };
    expect(evaluate({ resource: policies, identity: own })).toEqual({
      kind: "implicit-deny",
      policyType: "resource-based policy",
    });
  });

  it("are not needed if the caller's own policies allow", () => {
    expect(
      evaluate({ identity: own, resource: { policy: undefined, isRequired: false } }),
    ).toBeUndefined();
  });

  it("grant a service access by its principal", () => {
    const caller: Caller = {
      type: "service",
      principal: "firehose.amazonaws.com",
      accountId: "123456789012",
    };
    const trust = (Service: string) =>
      policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } });
    const assume = (service: string) =>
      evaluate(
        { resource: { policy: trust(service), isRequired: true } },
        { action: "sts:AssumeRole", resource: session.roleArn, caller },
      );
    expect(assume("firehose.amazonaws.com")).toBeUndefined();
    expect(assume("glue.amazonaws.com")).toMatchObject({ kind: "implicit-deny" });
  });

  it("deny everybody, or everybody except some", () => {
    const denyAll = { ...deny("s3:*", "*"), Principal: "*" };
    const denyOthers = { ...deny("s3:*", "*"), NotPrincipal: { AWS: session.roleArn } };
    const decide = (statement: object) =>
      evaluate({ identity: own, resource: { policy: policy(statement), isRequired: false } });
    expect(decide(denyAll)).toEqual({ kind: "explicit-deny", policyType: "resource-based policy" });
    expect(decide(denyOthers)).toBeUndefined();
    expect(
      decide({ ...denyOthers, NotPrincipal: { AWS: "arn:aws:iam::123456789012:user/a" } }),
    ).toMatchObject({
      kind: "explicit-deny",
    });
  });
});

describe("a policy document", () => {
  it.each([
    ["[]", "A policy must be a JSON object."],
    ['{"Statement":["x"]}', "A policy statement must be a JSON object."],
    ['{"Statement":{"Effect":"allow","Action":"*"}}', "Effect must be Allow or Deny, not allow."],
    ['{"Statement":{"Effect":"Allow"}}', "A policy statement must have an Action."],
    [
      '{"Statement":{"Effect":"Allow","Action":[{}]}}',
      "Action must be a string or a list of strings.",
    ],
    [
      '{"Statement":{"Effect":"Allow","Action":"*","Condition":[]}}',
      "Condition must be a JSON object.",
    ],
    [
      '{"Statement":{"Effect":"Allow","Action":"*","Condition":{"Bool":"x"}}}',
      "The condition Bool must be a JSON object.",
    ],
  ])("is rejected: %s", (text, message) => {
    expect(() => parsePolicy(text)).toThrow(message);
  });
});
