import { parsePolicy } from "../../local/iam/policy/policy-document";
import { datasetNames, lakeNames } from "../../model/naming/names";
import { checkPolicy } from "../support/authorization/check-policy";
import { checkRole } from "../support/authorization/check-role";
import { deployedVariants } from "../support/authorization/deployed-variants";
import { policiesOf } from "../support/authorization/held-policy";
import type { HeldPolicy } from "../support/authorization/held-policy";
import { printedPolicies } from "../support/authorization/printed-policies";
import { corrections } from "../support/authorization/reference-corrections";
import { ServiceReference } from "../support/authorization/service-reference";

const variants = Object.entries(deployedVariants());
const policies = new Map(variants.map(([name, stacks]) => [name, stacks.flatMap(policiesOf)]));
const printed = printedPolicies();

/** Every service of the lake, and whatever else a policy names. */
const services = [...policies.values(), printed]
  .flat()
  .flatMap(({ document }) => document.statements)
  .flatMap(({ actions }) => actions.values.map((action) => action.split(":")[0] ?? ""));

let reference: ServiceReference;
beforeAll(async () => {
  reference = await ServiceReference.load(services);
});

describe("AWS's service authorization reference", () => {
  it("has the actions, resources and conditions of every page's policies", () => {
    expect(printed.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching("docs/security/permissions.md#1")]),
    );
    expect(printed.flatMap((policy) => checkPolicy(policy, reference))).toEqual([]);
  });

  describe.each(variants)("of %s", (name, stacks) => {
    const held = policies.get(name) ?? [];

    it("has the actions, resources and conditions of every statement", () => {
      expect(held.length).toBeGreaterThan(1);
      expect(held.flatMap((policy) => checkPolicy(policy, reference))).toEqual([]);
    });

    it("knows nothing that a role would lack to do what it may", () => {
      expect(stacks.flatMap((stack) => rolesOf(policiesOf(stack)))).toEqual([]);
    });
  });
});

describe("the policy for people who query", () => {
  it("names what the lake of prod is called", () => {
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

/** Roles and what each lacks. */
function rolesOf(held: readonly HeldPolicy[]): string[] {
  const roles = new Set(held.flatMap(({ role }) => role ?? []));
  return [...roles].flatMap((role) =>
    checkRole(
      role,
      held.filter((policy) => policy.role === role),
      reference,
    ),
  );
}

interface Planted {
  readonly Effect?: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const stream = "arn:aws:kinesis:us-east-1:111122223333:stream/shop-*";
const queryKey = "arn:aws:kms:us-east-1:111122223333:key/1";

function planted(statement: Planted, more: Partial<HeldPolicy> = {}): HeldPolicy {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Planted", Effect: "Allow", ...statement }],
  });
  return { name: "policy", kind: "identity", document: parsePolicy(text), reasons: {}, ...more };
}

const faults: readonly (readonly [string, Planted, string])[] = [
  ["an action that isn't", { Action: "kinesis:PutRecrods", Resource: stream }, "no action of AWS"],
  ["a service that isn't", { Action: "kinessis:PutRecords", Resource: stream }, "no action of AWS"],
  ["a wildcard for nothing", { Action: "kinesis:Pout*", Resource: stream }, "no action of AWS"],
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
    "a bucket where its objects are meant",
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-lake" },
    "s3:GetObject is called on",
  ],
  [
    "objects where their bucket is meant",
    { Action: "s3:ListBucket", Resource: "arn:aws:s3:::shop-lake/data/*" },
    "s3:ListBucket is called on",
  ],
  [
    "a resource for an action without resource types",
    { Action: "kinesis:UpdateShardCount", Resource: stream },
    'allowed on "*" only',
  ],
  [
    "a topic for ending a subscription",
    { Action: "sns:Unsubscribe", Resource: "arn:aws:sns:us-east-1:111122223333:shop" },
    'allowed on "*" only',
  ],
  [
    "the form of log groups that tags don't take",
    {
      Action: "logs:TagResource",
      Resource: "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/shop:*",
    },
    "logs:TagResource is called on",
  ],
  ["everything without a reason", { Action: "kms:ListAliases", Resource: "*" }, "without a reason"],
  [
    "a condition key that isn't",
    {
      Action: "kinesis:PutRecords",
      Resource: stream,
      Condition: { StringEquals: { "kinesis:StreamNme": "a" } },
    },
    "knows no condition key kinesis:StreamNme",
  ],
  [
    "a condition key of other actions",
    {
      Action: "kms:DescribeKey",
      Resource: queryKey,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:s3:arn": "a" } },
    },
    "kms:DescribeKey knows no condition key",
  ],
  [
    "tags in a request that has none",
    {
      Action: "kinesis:PutRecords",
      Resource: stream,
      Condition: { StringEquals: { "aws:RequestTag/Project": "a" } },
    },
    "knows no condition key aws:RequestTag/Project",
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
    "one value where a key has several",
    {
      Effect: "Deny",
      Action: "kms:UntagResource",
      Resource: queryKey,
      Condition: { StringEquals: { "aws:TagKeys": "Project" } },
    },
    "StringEquals does not compare aws:TagKeys, whose type is ArrayOfString",
  ],
];

describe("what AWS would refuse, or pass over", () => {
  it.each(faults)("is found: %s", (_, statement, problem) => {
    const found = checkPolicy(planted(statement), reference);
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  it.each([
    [
      "the key, for encrypting a stream",
      { Action: "kinesis:StartStreamEncryption", Resource: stream },
      "kinesis:StartStreamEncryption is checked against a kmsKey too",
    ],
    [
      "the catalog, for making a table",
      {
        Action: "glue:CreateTable",
        Resource: "arn:aws:glue:us-east-1:111122223333:table/shop/orders",
      },
      "glue:CreateTable is checked against a rootcatalog too",
    ],
    [
      "passing the role of a function",
      {
        Action: "lambda:CreateFunction",
        Resource: "arn:aws:lambda:us-east-1:111122223333:function:shop",
      },
      "lambda:CreateFunction takes iam:PassRole",
    ],
  ] as const)("is found of a role that lacks %s", (_, statement, problem) => {
    expect(checkRole("role", [planted(statement)], reference)).toEqual(
      expect.arrayContaining([expect.stringContaining(problem)]),
    );
  });

  it("is found in the policy of a key, whose resource is the key", () => {
    const carrier = { kind: "resource", carrier: queryKey } as const;
    const found = (Action: string) =>
      checkPolicy(planted({ Action, Resource: "*" }, carrier), reference);
    expect(found("kms:Decrypt")).toEqual([]);
    expect(found("kms:ListAliases")).toEqual([expect.stringContaining('allowed on "*" only')]);
  });
});

describe("the reference is corrected", () => {
  const statements = [...policies.values(), printed]
    .flat()
    .flatMap(({ document }) => document.statements);
  const actions = statements.flatMap((statement) => statement.actions.values);
  const keys = statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  const all = Object.values(corrections).flat();

  it("only where a page of AWS says so", () => {
    expect(all.length).toBeGreaterThan(0);
    for (const { source } of all) {
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
    }
  });

  it("only where a policy needs it", () => {
    const unneeded = all.filter((correction) => {
      const isNamed =
        !("actions" in correction) || actions.some((action) => correction.actions.test(action));
      const isAsked = !("key" in correction) || keys.some((key) => correction.key.test(key));
      return !isNamed || !isAsked;
    });
    expect(unneeded).toEqual([]);
  });
});
