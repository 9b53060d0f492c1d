import { conditionContext } from "../../../../local/iam/policy/condition-context";
import { conditionsHold } from "../../../../local/iam/policy/conditions";
import { parsePolicy } from "../../../../local/iam/policy/policy-document";

const context = conditionContext({
  "aws:SecureTransport": "true",
  "aws:SourceIp": "127.0.0.1",
  "aws:CurrentTime": "2026-11-23T01:00:00Z",
  "aws:PrincipalArn": "arn:aws:iam::123456789012:role/path/reader",
  "aws:userid": "AROA:session*",
  "s3:prefix": "data/sample_events/",
  "s3:max-keys": "50",
  "kms:EncryptionContextKeys": ["aws:s3:arn", "tenant"],
});

function holds(condition: object): boolean {
  const policy = parsePolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition: condition },
    }),
  );
  const [statement] = policy.statements;
  return statement !== undefined && conditionsHold(statement, policy, context);
}

describe("conditions", () => {
  it.each([
    { StringEquals: { "s3:prefix": "data/sample_events/" } },
    { StringEquals: { "S3:PREFIX": ["other", "data/sample_events/"] } },
    { StringNotEquals: { "s3:prefix": "other" } },
    { StringEqualsIgnoreCase: { "s3:prefix": "DATA/sample_events/" } },
    { StringLike: { "s3:prefix": ["data", "data/*"] } },
    { StringNotLike: { "s3:prefix": "errors/*" } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
    { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/path/reader" } },
    { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } },
    { Bool: { "aws:SecureTransport": "true" } },
    { Bool: { "aws:SecureTransport": true } },
    { NumericLessThanEquals: { "s3:max-keys": 50 } },
    { NumericGreaterThan: { "s3:max-keys": "49.5" } },
    { DateLessThan: { "aws:CurrentTime": "2026-11-24T00:00:00Z" } },
    { DateGreaterThanEquals: { "aws:CurrentTime": "1795395600" } },
    { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } },
    { NotIpAddress: { "aws:SourceIp": ["10.0.0.0/8", "::1"] } },
    { Null: { "s3:prefix": "false", "aws:TokenIssueTime": "true" } },
    { StringEqualsIfExists: { "aws:PrincipalTag/team": "lake" } },
    { StringNotEquals: { "aws:PrincipalTag/team": "lake" } },
    { "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": ["tenant", "other"] } },
    { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["tenant", "aws:s3:arn"] } },
    { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } },
    { StringEquals: { "aws:userid": "${aws:userid}" } },
    { StringLike: { "aws:userid": "*session${*}" } },
    { StringEquals: { "s3:prefix": "${aws:PrincipalTag/folder, 'data/sample_events/'}" } },
  ])("hold: %j", (condition) => {
    expect(holds(condition)).toBe(true);
  });

  it.each([
    { StringEquals: { "s3:prefix": "data/*" } },
    { StringEquals: { "s3:delimiter": "/" } },
    { StringNotEquals: { "s3:prefix": ["other", "data/sample_events/"] } },
    { StringLike: { "s3:prefix": "data/?" } },
    { StringLike: { "s3:prefix": "data.sample_events." } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:*:reader" } },
    { Bool: { "aws:SecureTransport": "false" } },
    { NumericEquals: { "s3:max-keys": "many" } },
    { DateGreaterThan: { "aws:CurrentTime": "2026-11-24T00:00:00Z" } },
    { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "::1", "nonsense"] } },
    { NotIpAddress: { "aws:SourceIp": "127.0.0.1" } },
    { Null: { "s3:prefix": "true" } },
    { "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "third" } },
    { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "team" } },
    { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "tenant" } },
    { StringEquals: { "s3:prefix": "${aws:PrincipalTag/folder}" } },
    { StringNotEquals: { "s3:prefix": "${aws:PrincipalTag/folder}" } },
    {
      StringEquals: { "s3:prefix": "data/sample_events/" },
      Bool: { "aws:SecureTransport": false },
    },
  ])("do not hold: %j", (condition) => {
    expect(holds(condition)).toBe(false);
  });

  it("reject an unknown operator", () => {
    expect(() => holds({ StringMatches: { "s3:prefix": "data" } })).toThrow(
      "There is no condition operator StringMatches.",
    );
  });
});
