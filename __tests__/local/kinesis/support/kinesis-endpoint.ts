import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { AwsClients } from "../../../../local/aws-clients";
import type { EmulatedService } from "../../../../local/gateway/emulated-service";
import { Gateway } from "../../../../local/gateway/gateway";
import { KinesisService } from "../../../../local/kinesis/kinesis-service";
import type { KinesisServiceProps } from "../../../../local/kinesis/kinesis-service";
import { findPublishedModels } from "../../../support/api-models/find-published-models";

export const ACCOUNT_ID = "123456789012";

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** Options of {@link KinesisEndpoint}. */
export interface KinesisEndpointProps extends Partial<
  Pick<KinesisServiceProps, "limitThroughput" | "now" | "transitionMs" | "subscriptionMs">
> {
  /** @default - a new one, which is removed at the end */
  readonly folder?: string;
  /** Other services, in place of a control plane. */
  readonly others?: readonly EmulatedService[];
}

/** Kinesis behind an endpoint of its own, without a control plane. */
export class KinesisEndpoint {
  private constructor(
    readonly service: KinesisService,
    private readonly gateway: Gateway,
    readonly url: string,
    readonly kinesis: KinesisClient,
    private readonly clients: AwsClients,
    private readonly ownFolder: string | undefined,
  ) {}

  static async start({
    folder,
    others = [],
    ...props
  }: KinesisEndpointProps = {}): Promise<KinesisEndpoint> {
    const stateFolder = folder ?? mkdtempSync(path.join(tmpdir(), "kinesis-"));
    const log = { info: () => undefined, error: () => undefined };
    const gateway = new Gateway({ port: 0, log, internal: () => Promise.resolve(undefined) });
    const endpointUrl = `http://127.0.0.1:${await gateway.listen()}`;
    const clients = new AwsClients({
      region: "us-east-1",
      endpointUrl,
      credentials: CREDENTIALS,
    });
    const context = {
      ...{ endpointUrl, stateFolder, scratchFolder: stateFolder, log },
      regions: () => [],
      clients: () => clients,
    };
    const service = new KinesisService({
      ...{ context, accountId: ACCOUNT_ID, models: findPublishedModels },
      ...props,
    });
    gateway.open({ port: 9 }, [service, ...others]);
    service.start();
    const kinesis = new KinesisClient({
      ...{ region: "us-east-1", endpoint: endpointUrl, credentials: CREDENTIALS, maxAttempts: 1 },
      requestHandler: new NodeHttpHandler(),
    });
    return new KinesisEndpoint(
      ...([service, gateway, endpointUrl, kinesis, clients] as const),
      folder === undefined ? stateFolder : undefined,
    );
  }

  async stop(): Promise<void> {
    this.kinesis.destroy();
    this.clients.destroy();
    await this.service.stop();
    await this.gateway.close();
    if (this.ownFolder !== undefined) rmSync(this.ownFolder, { recursive: true, force: true });
  }
}
