import type { AwsRequest } from "../gateway/aws-request";
import type { Caller } from "./policy/caller";
import type { ContextValues } from "./policy/condition-context";

/**
 * Condition keys of every call.
 *
 * `aws:SecureTransport` is true although the endpoint uses plain HTTP: traffic stays on the loopback interface, and on
 * AWS the same program uses TLS.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callContext({ region, headers }: AwsRequest, caller: Caller, now = new Date()) {
  return {
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
    "aws:RequestedRegion": region,
    "aws:SecureTransport": "true",
    "aws:SourceIp": "127.0.0.1",
    "aws:UserAgent": headers["user-agent"],
    "aws:ViaAWSService": "false",
    ...callerContext(caller),
  } satisfies ContextValues;
}

function callerContext(caller: Caller): ContextValues {
  switch (caller.type) {
    case "role-session":
      return {
        "aws:PrincipalAccount": caller.accountId,
        "aws:PrincipalArn": caller.roleArn,
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalType": "AssumedRole",
        "aws:userid": caller.userId,
      };
    case "service":
      return {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": caller.principal,
        // Account of the resource that the service works for; not every service sends it on AWS.
        "aws:SourceAccount": caller.accountId,
      };
    case "administrator":
      return {
        "aws:PrincipalAccount": caller.accountId,
        "aws:PrincipalArn": caller.arn,
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalType": "User",
      };
  }
}
