import { parsePolicy } from "../../local/iam/policy/policy-document";
import { datasetNames, lakeNames } from "../../model/naming/names";
import { checkPolicy } from "../support/authorization/check-policy";
import { checkRole } from "../support/authorization/check-role";
import { deployedVariants } from "../support/authorization/deployed-variants";
import { policiesOf } from "../support/authorization/project-policy";
import type { ProjectPolicy } from "../support/authorization/project-policy";
import { printedPolicies } from "../support/authorization/printed-policies";
import { corrections } from "../support/authorization/reference-corrections";
import { ServiceReference } from "../support/authorization/service-reference";
import { nonEmpty } from "../support/non-empty";

const variants = Object.entries(deployedVariants());
const policies = new Map(variants.map(([name, stacks]) => [name, stacks.flatMap(policiesOf)]));
const printed = printedPolicies();

/** The services of all policies. */
const services = [...policies.values(), printed]
  .flat()
  .flatMap(({ document }) => document.statements)
  .flatMap(({ actions }) => actions.values.map((action) => action.split(":")[0] ?? ""));

let reference: ServiceReference;
beforeAll(async () => {
  reference = await ServiceReference.load(services);
});

describe("according to AWS's service authorization reference", () => {
  it("the actions, resources and conditions of the documentation's policies are valid", () => {
    expect(printed.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching("docs/security/permissions.md#1")]),
    );
    expect(printed.flatMap((policy) => checkPolicy(policy, reference))).toEqual([]);
  });

  describe.each(variants)("of %s", (name, stacks) => {
    const deployed = policies.get(name) ?? [];

    it("the actions, resources and conditions of every statement are valid", () => {
      expect(deployed.length).toBeGreaterThan(1);
      expect(deployed.flatMap((policy) => checkPolicy(policy, reference))).toEqual([]);
    });

    it("no role lacks a permission that its actions require", () => {
      const roles = nonEmpty(stacks.flatMap((stack) => [...rolePolicies(policiesOf(stack))]));
      expect(roles.flatMap(([role, attached]) => checkRole(role, attached, reference))).toEqual([]);
    });
  });
});

describe("the documented policy for people who query", () => {
  it("contains the names of the lake of prod", () => {
    const scope = {
      project: "streaming-data-lake",
      environment: "prod",
      accountId: "111122223333",
    };
    const names = { ...lakeNames(scope), ...datasetNames(scope, "sample_events") };
    const query = printed.find(({ name }) => name === "docs/security/permissions.md#1");
    const resources = query?.document.statements.flatMap(
      (statement) => statement.resources?.values ?? [],
    );
    expect(resources).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`:workgroup/${names.workGroup}$`),
        expect.stringMatching(`:table/${names.database}/${names.table}$`),
        `arn:aws:s3:::${names.lakeBucket}/${names.dataPrefix}*`,
        `arn:aws:s3:::${names.resultsBucket}/results/*`,
      ]),
    );
  });
});

/** The policies of each role. */
function rolePolicies(all: readonly ProjectPolicy[]): ReadonlyMap<string, ProjectPolicy[]> {
  const roles = new Set(all.flatMap(({ role }) => role ?? []));
  return new Map([...roles].map((role) => [role, all.filter((policy) => policy.role === role)]));
}

interface InvalidStatement {
  readonly Effect?: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const stream = "arn:aws:kinesis:us-east-1:111122223333:stream/shop-*";
const queryKey = "arn:aws:kms:us-east-1:111122223333:key/1";

function policyOf(statement: InvalidStatement, more: Partial<ProjectPolicy> = {}): ProjectPolicy {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Invalid", Effect: "Allow", ...statement }],
  });
  return { name: "policy", kind: "identity", document: parsePolicy(text), reasons: {}, ...more };
}

const invalidStatements: readonly (readonly [string, InvalidStatement, string])[] = [
  [
    "an action that does not exist",
    { Action: "kinesis:PutRecrods", Resource: stream },
    "not an action of AWS",
  ],
  [
    "a service that does not exist",
    { Action: "kinessis:PutRecords", Resource: stream },
    "not an action of AWS",
  ],
  [
    "a wildcard without a match",
    { Action: "kinesis:Pout*", Resource: stream },
    "not an action of AWS",
  ],
  [
    "a resource of another type",
    { Action: "kinesis:PutRecords", Resource: queryKey },
    "kinesis:PutRecords is called on arn:${Partition}:kinesis:",
  ],
  [
    "a resource of another action's type",
    { Action: ["kinesis:PutRecords", "kms:Decrypt"], Resource: [stream, queryKey] },
    "kms:Decrypt is never called on arn:aws:kinesis:",
  ],
  [
    "a bucket instead of its objects",
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-lake" },
    "s3:GetObject is called on",
  ],
  [
    "objects instead of their bucket",
    { Action: "s3:ListBucket", Resource: "arn:aws:s3:::shop-lake/data/*" },
    "s3:ListBucket is called on",
  ],
  [
    "a resource for an action without resource types",
    { Action: "kinesis:UpdateShardCount", Resource: stream },
    'only be allowed on "*"',
  ],
  [
    "a topic for the end of a subscription",
    { Action: "sns:Unsubscribe", Resource: "arn:aws:sns:us-east-1:111122223333:shop" },
    'only be allowed on "*"',
  ],
  [
    "an ARN format of log groups that actions on tags don't accept",
    {
      Action: "logs:TagResource",
      Resource: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/shop:*",
    },
    "logs:TagResource is called on",
  ],
  [
    "everything without a rationale",
    { Action: "kms:ListAliases", Resource: "*" },
    "without a rationale",
  ],
  [
    "a condition key that does not exist",
    {
      Action: "kinesis:PutRecords",
      Resource: stream,
      Condition: { StringEquals: { "kinesis:StreamNme": "a" } },
    },
    "does not support the condition key kinesis:StreamNme",
  ],
  [
    "a condition key of other actions",
    {
      Action: "kms:DescribeKey",
      Resource: queryKey,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:s3:arn": "a" } },
    },
    "kms:DescribeKey does not support the condition key",
  ],
  [
    "tags of a request without tags",
    {
      Action: "kinesis:PutRecords",
      Resource: stream,
      Condition: { StringEquals: { "aws:RequestTag/Project": "a" } },
    },
    "does not support the condition key aws:RequestTag/Project",
  ],
  [
    "an operator of another type",
    {
      Effect: "Deny",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::shop-lake/*",
      Condition: { NumericEquals: { "aws:SecureTransport": "0" } },
    },
    "NumericEquals does not compare aws:SecureTransport, whose type is Bool",
  ],
  [
    "a single-valued operator for a multivalued key",
    {
      Effect: "Deny",
      Action: "kms:UntagResource",
      Resource: queryKey,
      Condition: { StringEquals: { "aws:TagKeys": "Project" } },
    },
    "StringEquals does not compare aws:TagKeys, whose type is ArrayOfString",
  ],
];

describe("statements that AWS would reject or that have no effect", () => {
  it.each(invalidStatements)("are reported: %s", (_, statement, problem) => {
    const found = checkPolicy(policyOf(statement), reference);
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  it.each([
    [
      "the key, to encrypt a stream",
      { Action: "kinesis:StartStreamEncryption", Resource: stream },
      "kinesis:StartStreamEncryption is also checked against a kmsKey",
    ],
    [
      "the catalog, to create a table",
      {
        Action: "glue:CreateTable",
        Resource: "arn:aws:glue:us-east-1:111122223333:table/shop/orders",
      },
      "glue:CreateTable is also checked against a rootcatalog",
    ],
    [
      "permission to pass the role of a function",
      {
        Action: "lambda:CreateFunction",
        Resource: "arn:aws:lambda:us-east-1:111122223333:function:shop",
      },
      "lambda:CreateFunction requires iam:PassRole",
    ],
  ] as const)("are reported for a role that lacks %s", (_, statement, problem) => {
    expect(checkRole("role", [policyOf(statement)], reference)).toEqual(
      expect.arrayContaining([expect.stringContaining(problem)]),
    );
  });

  it("are reported for the policy of a key, whose resource is the key", () => {
    const keyPolicy = { kind: "resource", resourceArn: queryKey } as const;
    const found = (Action: string) =>
      checkPolicy(policyOf({ Action, Resource: "*" }, keyPolicy), reference);
    expect(found("kms:Decrypt")).toEqual([]);
    expect(found("kms:ListAliases")).toEqual([expect.stringContaining('only be allowed on "*"')]);
  });
});

describe("corrections of the reference", () => {
  const statements = [...policies.values(), printed]
    .flat()
    .flatMap(({ document }) => document.statements);
  const actions = statements.flatMap((statement) => statement.actions.values);
  const keys = statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  const all = Object.values(corrections).flat();

  it("are documented by AWS", () => {
    expect(all.length).toBeGreaterThan(0);
    for (const { source } of all) {
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
    }
  });

  it("are needed by a policy", () => {
    const unneeded = all.filter((correction) => {
      const isNamed =
        !("actions" in correction) || actions.some((action) => correction.actions.test(action));
      const hasKey = !("key" in correction) || keys.some((key) => correction.key.test(key));
      return !isNamed || !hasKey;
    });
    expect(unneeded).toEqual([]);
  });
});
