import { policyChanges } from "../../../../cli/review/policies/policy-changes";
import { statementText } from "../../../../cli/review/policies/policy-statement";
import { planOf, planWith } from "../support/plans";

const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const put = { Sid: "Put", Effect: "Allow", Action: "kinesis:PutRecords", Resource: "arn:stream" };

function changeOf(before: readonly object[], after: readonly object[]) {
  const [change] = policyChanges(
    planWith({
      "aws_iam_role_policy.publisher": {
        before: { policy: policy(...before) },
        after: { policy: policy(...after) },
      },
    }),
  );
  return change;
}

describe("changes of a policy", () => {
  it("are statements added and removed", () => {
    const [change] = policyChanges(planOf("iam"));
    const stream =
      "arn:aws:kinesis:us-east-1:123456789012:stream/streaming-data-lake-local-sample-events";
    expect(change?.removed.map(statementText)).toEqual([
      `Allow kinesis:PutRecords on ${stream} (PutEvents)`,
    ]);
    expect(change?.added.map(statementText)).toEqual([
      "Allow kinesis:* on * (PutEvents)",
      "Allow secretsmanager:GetSecretValue on * (ReadSecrets)",
    ]);
    expect(change).toMatchObject({ widens: true, unknown: false });
  });

  it("come from the policy document where the JSON is known only after apply", () => {
    const changes = policyChanges(planOf("first"));
    const publisher = changes.find(({ address }) =>
      address.includes("publisher_function_role_policy"),
    );
    expect(publisher?.unknown).toBe(true);
    expect(publisher?.added.map(({ sid }) => sid)).toEqual([
      "PutEvents",
      "EncryptEvents",
      "WriteLogs",
    ]);
  });

  it.each([
    ["an action more", { ...put, Action: ["kinesis:PutRecords", "kinesis:PutRecord"] }, true],
    ["another resource", { ...put, Resource: ["arn:stream", "arn:other"] }, true],
    ["the same under another name", { ...put, Sid: "Other" }, false],
    ["a statement without a name", { ...put, Sid: undefined, Action: "kinesis:PutRecord" }, true],
    ["a part of it without a name", { ...put, Sid: undefined, Resource: "arn:stream" }, false],
    ["a condition more", { ...put, Condition: { Bool: { "aws:SecureTransport": "true" } } }, false],
    ["a denial", { ...put, Sid: "No", Effect: "Deny" }, false],
  ])("detect whether %s allows more", (_, statement, widens) => {
    expect(changeOf([put], [statement])?.widens).toBe(widens);
  });

  it("detect that a removed condition, or a removed denial, allows more", () => {
    const careful = { ...put, Condition: { StringEquals: { "aws:SourceAccount": "1" } } };
    expect(changeOf([careful], [put])?.widens).toBe(true);
    expect(changeOf([put, { ...put, Sid: "No", Effect: "Deny" }], [put])?.widens).toBe(true);
    expect(changeOf([put, { ...put, Sid: "More" }], [put])?.widens).toBe(false);
  });

  it.each([
    ["a role that was there", {}, true],
    [
      "a role of the same plan",
      {
        "aws_iam_role.publisher": {
          actions: ["create"] as const,
          before: null,
          after: { name: "publisher" },
        },
      },
      false,
    ],
  ])("recognize a new policy of %s", (_, others, widens) => {
    const after = { role: "publisher", policy: policy(put) };
    const [change] = policyChanges(
      planWith({
        "aws_iam_role_policy.publisher": { actions: ["create"], before: null, after },
        ...others,
      }),
    );
    expect(change).toMatchObject({ widens, isNew: !widens });
  });

  it("are empty where only the order or the notation differs", () => {
    const before = { ...put, Action: ["a:One", "a:Two"] };
    expect(changeOf([before], [{ ...put, Action: ["a:Two", "a:One"] }])).toBeUndefined();
    expect(changeOf([put], [{ ...put, Resource: ["arn:stream"] }])).toBeUndefined();
  });
});
