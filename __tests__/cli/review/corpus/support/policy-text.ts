/** A statement as plans have it. */
export type Statement = Readonly<Record<string, unknown>>;

/** The account of the plans. */
export const ACCOUNT = "111122223333";
/** Somebody else's account. */
export const OTHER_ACCOUNT = "444455556666";

/** An IAM policy as a plan has it: the text of a JSON document. */
export function policy(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A statement of an identity's policy. */
export function allow(
  action: string | readonly string[],
  resource: string | readonly string[],
  more: Statement = {},
): Statement {
  return { Effect: "Allow", Action: action, Resource: resource, ...more };
}

/** A statement of a resource's policy or of a trust policy. */
export function allowTo(
  principal: unknown,
  action: string | readonly string[],
  more: Statement = {},
): Statement {
  return { Effect: "Allow", Principal: principal, Action: action, ...more };
}

/** Who trusts a service. */
export function trustOf(service: string): string {
  return policy(allowTo({ Service: `${service}.amazonaws.com` }, "sts:AssumeRole"));
}

/** Denies plain HTTP. */
export function denyPlainHttp(bucket: string): Statement {
  return {
    Sid: "DenyPlainHttp",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
