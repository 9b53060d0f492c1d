import { BatchGetQueryExecutionCommand, GetNamedQueryCommand } from "@aws-sdk/client-athena";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { GetBucketEncryptionCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import type { AwsClients } from "../aws-clients";
import { ExpiringCache } from "./expiring-cache";
import type { ResourceLookup, ObjectEncryption, ObjectName } from "./permissions/permission";

/** Lifetime of cached data about keys, streams and buckets, in milliseconds. */
const CACHE_LIFETIME_MS = 1_000;

const NO_KEY: ObjectEncryption = { keyArn: undefined, bucketKey: false };

/**
 * Looks up resources in the control plane. A missing resource has no key; the service itself then reports the problem.
 */
export class DeployedResources implements ResourceLookup {
  private readonly keyArns = new ExpiringCache<string | undefined>(CACHE_LIFETIME_MS);
  private readonly encryptions = new ExpiringCache<ObjectEncryption>(CACHE_LIFETIME_MS);

  /** @param clients act as the account's administrator */
  constructor(private readonly clients: (region: string) => AwsClients) {}

  keyArn(region: string, key: string): Promise<string | undefined> {
    return this.keyArns.get(`${region} ${key}`, () =>
      known(async () => {
        const { KeyMetadata: metadata } = await this.clients(region).kms.send(
          new DescribeKeyCommand({ KeyId: key }),
        );
        // The policy of an AWS managed key allows everybody in the account to use it through its service.
        return metadata?.KeyManager === "AWS" ? undefined : metadata?.Arn;
      }),
    );
  }

  streamKeyArn(region: string, streamArn: string): Promise<string | undefined> {
    return this.keyArns.get(streamArn, async () => {
      const summary = await known(async () => {
        const { kinesis } = this.clients(region);
        const answer = await kinesis.send(
          new DescribeStreamSummaryCommand({ StreamARN: streamArn }),
        );
        return answer.StreamDescriptionSummary;
      });
      const key = summary?.EncryptionType === "KMS" ? summary.KeyId : undefined;
      return key === undefined ? undefined : this.keyArn(region, key);
    });
  }

  bucketEncryption(region: string, bucket: string): Promise<ObjectEncryption> {
    return this.encryptions.get(`${region} ${bucket}`, async () => {
      const configuration = await known(async () => {
        const answer = await this.clients(region).s3.send(
          new GetBucketEncryptionCommand({ Bucket: bucket }),
        );
        return answer.ServerSideEncryptionConfiguration;
      });
      const rule = configuration?.Rules?.[0];
      return this.encryption(region, {
        key: rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID,
        bucketKey: rule?.BucketKeyEnabled,
      });
    });
  }

  async objectEncryption(
    region: string,
    { bucket, key, versionId }: ObjectName,
  ): Promise<ObjectEncryption> {
    const head = await known(() =>
      this.clients(region).s3.send(
        new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
      ),
    );
    return this.encryption(region, { key: head?.SSEKMSKeyId, bucketKey: head?.BucketKeyEnabled });
  }

  async workGroupOf(
    region: string,
    id: { readonly queryExecution: string } | { readonly namedQuery: string },
  ): Promise<string | undefined> {
    const { athena } = this.clients(region);
    if ("queryExecution" in id) {
      const answer = await known(() =>
        // Unlike GetQueryExecution, it does not wait for the query.
        athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [id.queryExecution] })),
      );
      return answer?.QueryExecutions?.[0]?.WorkGroup;
    }
    const answer = await known(() =>
      athena.send(new GetNamedQueryCommand({ NamedQueryId: id.namedQuery })),
    );
    return answer?.NamedQuery?.WorkGroup;
  }

  private async encryption(
    region: string,
    { key, bucketKey = false }: { key: string | undefined; bucketKey: boolean | undefined },
  ): Promise<ObjectEncryption> {
    return key === undefined ? NO_KEY : { keyArn: await this.keyArn(region, key), bucketKey };
  }
}

/** Returns the answer; undefined if the service reports a client error, such as a missing resource. */
async function known<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    const isClientError = error instanceof Error && "$fault" in error && error.$fault === "client";
    if (isClientError) return undefined;
    throw error;
  }
}
