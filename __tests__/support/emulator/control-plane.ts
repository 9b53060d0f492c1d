import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AwsClients } from "../../../local/aws-clients";
import { MotoProcess } from "../../../local/control-plane/moto-process";
import { Gateway } from "../../../local/gateway/gateway";
import { lakeHome } from "../../../local/home/lake-home";
import { KinesisService } from "../../../local/kinesis/kinesis-service";
import { findPublishedModels } from "../api-models/find-published-models";
import { findMoto } from "../../../toolchain/moto/moto";

/** A control plane without a data plane, for tests that kill and restart the data plane. */
export class ControlPlane {
  readonly region = "us-east-1";
  readonly clients: AwsClients;

  private constructor(
    private readonly moto: MotoProcess,
    readonly endpointUrl: string,
    private readonly streams?: OwnStreams,
  ) {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    this.clients = new AwsClients({ region: this.region, endpointUrl, credentials });
  }

  /**
   * @param tell called with each error
   * @param motoPython interpreter with moto. @default - the one of `lake up`
   * @param stateFolder folder in which it keeps its state. @default - it keeps none
   */
  static async start(
    tell: (line: string) => void,
    motoPython?: string,
    stateFolder?: string,
  ): Promise<ControlPlane> {
    const python =
      motoPython ?? (await findMoto({ toolsFolder: lakeHome().toolsFolder, progress: tell }));
    const log = { info: () => undefined, error: (_: string, line: string) => tell(line) };
    const moto = await MotoProcess.start(python, log, () => undefined, {
      isGuarded: false,
      ...(stateFolder === undefined ? {} : { stateFolder }),
    });
    return new ControlPlane(moto, `http://127.0.0.1:${moto.port}`);
  }

  /** Kills its process, as the system does without a warning. */
  async kill(): Promise<void> {
    this.clients.destroy();
    if (this.moto.pid !== undefined) process.kill(this.moto.pid, "SIGKILL");
    // Returns when the process has ended.
    await this.moto.stop();
  }

  /** Starts a control plane with the streams of the embedded AWS, whose folder is removed at the end. */
  static async withStreams(tell: (line: string) => void): Promise<ControlPlane> {
    const { moto } = await ControlPlane.start(tell);
    const log = { info: () => undefined, error: (_: string, line: string) => tell(line) };
    const gateway = new Gateway({ port: 0, log, internal: () => Promise.resolve(undefined) });
    const endpointUrl = `http://127.0.0.1:${await gateway.listen()}`;
    const folder = mkdtempSync(path.join(tmpdir(), "lake-streams-"));
    const plane = new ControlPlane(moto, endpointUrl, { gateway, folder });
    const service = new KinesisService({
      context: {
        ...{ endpointUrl, log, stateFolder: folder, scratchFolder: folder },
        regions: () => [plane.region],
        clients: () => plane.clients,
      },
      accountId: "123456789012",
      models: findPublishedModels,
    });
    gateway.open(moto, [service]);
    return plane;
  }

  /** Stops it. */
  async stop(): Promise<void> {
    this.clients.destroy();
    await this.streams?.gateway.close();
    await this.moto.stop();
    if (this.streams !== undefined) rmSync(this.streams.folder, { recursive: true, force: true });
  }
}

interface OwnStreams {
  readonly gateway: Gateway;
  readonly folder: string;
}
