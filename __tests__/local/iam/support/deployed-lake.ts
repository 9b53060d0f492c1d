import { sampleEvents } from "../../../fixtures/datasets/sample-events";
import { datasetNames, lakeNames } from "../../../../model/naming/names";
import { Authorizer } from "../../../../local/iam/authorizer";
import type { ResourceLookup } from "../../../../local/iam/permissions/permission";
import { serviceCredentials } from "../../../../local/iam/service-principal";
import type { AwsRequest } from "../../../../local/gateway/aws-request";
import { ACCOUNT, document, keyArn, keyPolicyOf, toIam } from "../../../support/plans/iam-policy";
import type { DeployedStatement } from "../../../support/plans/iam-policy";
import { environmentOf, synthesizeLake } from "../../../support/plans/synth";
import { stsCall } from "./calls";

const environment = environmentOf("local");
const scope = { project: environment.project, environment: environment.name, accountId: ACCOUNT };
export const names = { ...lakeNames(scope), ...datasetNames(scope, sampleEvents.name) };

/** A role of the pipeline, and the service that assumes it. */
export const roles = {
  publisher: { name: names.publisherRole, service: "lambda", session: names.publisherFunction },
  delivery_stream: {
    name: names.deliveryRole,
    service: "firehose",
    session: names.deliveryStream,
    externalId: ACCOUNT,
  },
  crawler: { name: names.crawlerRole, service: "glue", session: "AWS-Crawler" },
} as const;
export { ACCOUNT, keyArn };
export type RoleOf = keyof typeof roles;

const stack = synthesizeLake(environment);
const documentNames = {
  publisher: "sample_events_publisher_function_role",
  delivery_stream: "sample_events_delivery_stream_role",
  crawler: "sample_events_crawler_role",
} as const;

/** Statements of a role's policy, or of its trust policy, as synthesized for the stack `local`. */
export function statementsOf(role: RoleOf, kind: "permissions" | "trust"): DeployedStatement[] {
  return Object.values(stack.statements(`${documentNames[role]}_${kind}`)).map(toIam);
}

/** Policy of a key by its name in the stack. */
export function keyStatements(key: string): DeployedStatement[] {
  return keyPolicyOf(stack, key);
}

/** Policy of a bucket of the stack, by its name in the account; other buckets have none. */
function bucketStatements(bucket: string): DeployedStatement[] {
  const block = { [names.lakeBucket]: "data_lake_bucket", [names.rawBucket]: "raw_bucket" }[bucket];
  if (block === undefined) return [];
  return Object.values(stack.statements(`${block}_policy_document`)).map(toIam);
}

/** Policies in place of the deployed ones. */
export interface Changes {
  readonly permissions?: Partial<Record<RoleOf, readonly DeployedStatement[]>>;
  readonly trust?: Partial<Record<RoleOf, readonly DeployedStatement[]>>;
  readonly keys?: Readonly<Record<string, readonly DeployedStatement[]>>;
}

/** Authorizes calls by the policies of the stack `local`. */
export class DeployedLake {
  private readonly authorizer: Authorizer;

  constructor(changes: Changes = {}) {
    const roleOf = (arn: string) =>
      (Object.keys(roles) as RoleOf[]).find((role) => arn.endsWith(`role/${roles[role].name}`)); // the object's own keys
    this.authorizer = new Authorizer({
      accountId: ACCOUNT,
      resources: deployedFacts,
      onDenied: () => undefined,
      policies: {
        role: (arn) => {
          const role = roleOf(arn);
          if (role === undefined) return Promise.resolve(undefined);
          return Promise.resolve({
            trust: document(changes.trust?.[role] ?? statementsOf(role, "trust")),
            identity: [document(changes.permissions?.[role] ?? statementsOf(role, "permissions"))],
            boundary: undefined,
          });
        },
        managed: () => Promise.resolve([]),
        bucket: (_region, bucket) => Promise.resolve(document(bucketStatements(bucket))),
        key: (_region, arn) => {
          const key = arn.slice(arn.indexOf("/") + 1);
          return Promise.resolve(document(changes.keys?.[key] ?? keyStatements(key)));
        },
      },
    });
  }

  /** Assumes a role as its service; returns the denial, if there is one. */
  async assume(role: RoleOf): Promise<string | undefined> {
    const { name, service, session, ...rest } = roles[role];
    const call = {
      ...stsCall({
        Action: "AssumeRole",
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
        RoleSessionName: session,
        ...("externalId" in rest ? { ExternalId: rest.externalId } : {}),
      }),
      accessKeyId: serviceCredentials(service).accessKeyId,
    };
    const denial = await this.authorizer.denialOf(call);
    if (denial !== undefined) return denial.body.toString();
    this.authorizer.onReply(call, {
      status: 200,
      headers: {},
      body: `<AccessKeyId>ASIA-${role}</AccessKeyId><AssumedRoleId>AROA:${session}</AssumedRoleId><Arn>arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}</Arn>`,
    });
    return undefined;
  }

  /** The denial of a call of the role; undefined if it is allowed. */
  async denial(role: RoleOf, call: AwsRequest): Promise<string | undefined> {
    const denial = await this.authorizer.denialOf({ ...call, accessKeyId: `ASIA-${role}` });
    return denial?.body.toString();
  }
}

/** Everything is encrypted as in the stack, with bucket keys. */
const deployedFacts: ResourceLookup = {
  keyArn: (_region, key) => Promise.resolve(key),
  streamKeyArn: () => Promise.resolve(keyArn("stream_key")),
  bucketEncryption: () => Promise.resolve({ keyArn: keyArn("bucket_key"), bucketKey: true }),
  objectEncryption: () => Promise.resolve({ keyArn: keyArn("bucket_key"), bucketKey: true }),
  workGroupOf: () => Promise.resolve(undefined),
};
