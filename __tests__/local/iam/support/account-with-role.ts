import type { AwsRequest } from "../../../../local/gateway/aws-request";
import { Authorizer } from "../../../../local/iam/authorizer";
import type { ResourceLookup } from "../../../../local/iam/permissions/permission";
import { parsePolicy } from "../../../../local/iam/policy/policy-document";
import type { PolicyDocument } from "../../../../local/iam/policy/policy-document";
import { stsCall } from "./calls";

export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/session`;
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/k`;
export const STREAM = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s`;

export const policy = (...statements: readonly object[]) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
export const allow = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });
export const trusting = (Principal: object, Condition: object = {}) =>
  policy({ Effect: "Allow", Action: "sts:AssumeRole", Principal, Condition });
export const trustsAccount = trusting({ AWS: `arn:aws:iam::${ACCOUNT}:root` });

const resources: ResourceLookup = {
  keyArn: (_region, key) => Promise.resolve(key),
  streamKeyArn: () => Promise.resolve(KEY),
  bucketEncryption: () => Promise.resolve({ keyArn: undefined, bucketKey: false }),
  objectEncryption: () => Promise.resolve({ keyArn: undefined, bucketKey: false }),
  workGroupOf: () => Promise.resolve(undefined),
};

interface Policies {
  readonly trust: PolicyDocument;
  readonly identity: readonly PolicyDocument[];
  readonly boundary: readonly PolicyDocument[] | undefined;
  readonly bucket: PolicyDocument | undefined;
  readonly managed: Readonly<Record<string, PolicyDocument>>;
}

/** An account with one role, whose sessions make calls. */
export class World {
  readonly denied: string[] = [];
  readonly authorizer: Authorizer;

  constructor(policies: Partial<Policies>) {
    const { trust = trustsAccount, identity = [], boundary, bucket, managed = {} } = policies;
    this.authorizer = new Authorizer({
      accountId: ACCOUNT,
      resources,
      onDenied: (message) => void this.denied.push(message),
      policies: {
        role: (arn) => Promise.resolve(arn === ROLE ? { trust, identity, boundary } : undefined),
        managed: (arns) => Promise.resolve(arns.flatMap((arn) => managed[arn] ?? [])),
        bucket: () => Promise.resolve(bucket),
        key: () => Promise.resolve(policy({ ...allow("kms:*", "*"), Principal: { AWS: ACCOUNT } })),
      },
    });
  }

  /** Assumes the role as the administrator, and returns the denial of a call of the session. */
  async asSession(call: AwsRequest, parameters: Readonly<Record<string, string>> = {}) {
    const assume = stsCall({ Action: "AssumeRole", RoleArn: ROLE, ...parameters });
    expect(await this.authorizer.denialOf(assume)).toBeUndefined();
    const body = `<Arn>${SESSION}</Arn><AssumedRoleId>AROA:session</AssumedRoleId><AccessKeyId>ASIA1</AccessKeyId>`;
    this.authorizer.onReply(assume, { status: 200, headers: {}, body });
    return this.authorizer.denialOf({ ...call, accessKeyId: "ASIA1" });
  }
}
