import { AthenaClient } from "@aws-sdk/client-athena";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { GlueClient } from "@aws-sdk/client-glue";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@aws-sdk/types";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** Endpoint and credentials of the clients. Without credentials, the SDK's default provider chain applies. */
export interface AwsClientsProps {
  readonly region: string;
  /** @default - AWS's own endpoints */
  readonly endpointUrl?: string;
  readonly credentials?: AwsCredentialIdentity | (() => Promise<AwsCredentialIdentity>);
  /**
   * Sends the calls of a service.
   *
   * @param service name of the client's property here, for example `athena`
   * @default - the SDK's own
   */
  readonly requestHandler?: (service: string) => NodeHttpHandler;
}

/** What all clients of the SDK have. */
interface SdkClient {
  readonly middlewareStack: { remove(name: string): boolean };
  destroy(): void;
}

/** The SDK clients for one region and one set of credentials, each created on first use. */
export class AwsClients {
  private readonly clients = new Map<string, { destroy(): void }>();

  constructor(private readonly props: AwsClientsProps) {}

  get region(): string {
    return this.props.region;
  }
  get athena(): AthenaClient {
    return this.once("athena", () => new AthenaClient(this.config("athena")));
  }
  get cloudFormation(): CloudFormationClient {
    return this.once(
      "cloudFormation",
      () => new CloudFormationClient(this.config("cloudFormation")),
    );
  }
  get cloudwatch(): CloudWatchClient {
    return this.once("cloudwatch", () => new CloudWatchClient(this.config("cloudwatch")));
  }
  get logs(): CloudWatchLogsClient {
    return this.once("logs", () => new CloudWatchLogsClient(this.config("logs")));
  }
  get events(): EventBridgeClient {
    return this.once("events", () => new EventBridgeClient(this.config("events")));
  }
  get firehose(): FirehoseClient {
    return this.once("firehose", () => new FirehoseClient(this.config("firehose")));
  }
  get glue(): GlueClient {
    return this.once("glue", () => new GlueClient(this.config("glue")));
  }
  get kinesis(): KinesisClient {
    return this.once(
      "kinesis",
      // The Kinesis client uses HTTP/2 by default, which a plain-HTTP endpoint does not support.
      () => new KinesisClient({ requestHandler: new NodeHttpHandler(), ...this.config("kinesis") }),
    );
  }
  get iam(): IAMClient {
    return this.once("iam", () => new IAMClient(this.config("iam")));
  }
  get kms(): KMSClient {
    return this.once("kms", () => new KMSClient(this.config("kms")));
  }
  get lambda(): LambdaClient {
    return this.once("lambda", () => new LambdaClient(this.config("lambda")));
  }
  get s3(): S3Client {
    return this.once(
      "s3",
      () =>
        new S3Client({
          ...this.config("s3"),
          forcePathStyle: this.props.endpointUrl !== undefined,
        }),
    );
  }
  get sns(): SNSClient {
    return this.once("sns", () => new SNSClient(this.config("sns")));
  }
  get sts(): STSClient {
    return this.once("sts", () => new STSClient(this.config("sts")));
  }

  /**
   * Returns clients that act as an IAM role. The role is assumed on first use and again five minutes before the
   * credentials expire.
   *
   * @param externalId required if the role's trust policy has such a condition
   */
  assumeRole(roleArn: string, sessionName: string, externalId?: string): AwsClients {
    const fetchCredentials = async (): Promise<AwsCredentialIdentity> => {
      const { Credentials: issued } = await this.sts.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: sessionName,
          ExternalId: externalId,
        }),
      );
      if (issued?.AccessKeyId === undefined || issued.SecretAccessKey === undefined) {
        throw new Error(`AssumeRole of ${roleArn} returned no credentials`);
      }
      return {
        accessKeyId: issued.AccessKeyId,
        secretAccessKey: issued.SecretAccessKey,
        ...(issued.SessionToken === undefined ? {} : { sessionToken: issued.SessionToken }),
        ...(issued.Expiration === undefined ? {} : { expiration: issued.Expiration }),
      };
    };
    return new AwsClients({ ...this.props, credentials: fetchCredentials });
  }

  /** Closes every connection. */
  destroy(): void {
    for (const client of this.clients.values()) client.destroy();
    this.clients.clear();
  }

  private config(service: string) {
    const { region, endpointUrl, credentials, requestHandler } = this.props;
    return {
      region,
      // The user's settings for FIPS and dual-stack endpoints of AWS do not apply to this endpoint, and the SDK rejects
      // the combination.
      ...(endpointUrl === undefined
        ? {}
        : { endpoint: endpointUrl, useFipsEndpoint: false, useDualstackEndpoint: false }),
      ...(requestHandler === undefined ? {} : { requestHandler: requestHandler(service) }),
      ...(credentials === undefined ? {} : { credentials }),
    };
  }

  private once<Client extends SdkClient>(name: string, create: () => Client): Client {
    const existing = this.clients.get(name);
    // Only one getter uses each name, so the stored client has that getter's type.
    if (existing !== undefined) return existing as Client;
    const client = create();
    // It copies each answer for a log that is not used, which takes longer than parsing it.
    client.middlewareStack.remove("loggerMiddleware");
    this.clients.set(name, client);
    return client;
  }
}
