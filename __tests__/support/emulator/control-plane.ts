import { AwsClients } from "../../../local/aws-clients";
import { MotoProcess } from "../../../local/control-plane/moto-process";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";

/** A control plane without a data plane, for tests that kill and restart the data plane. */
export class ControlPlane {
  readonly region = "us-east-1";
  readonly clients: AwsClients;

  private constructor(
    private readonly moto: MotoProcess,
    readonly endpointUrl: string,
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

  /** Stops it. */
  async stop(): Promise<void> {
    this.clients.destroy();
    await this.moto.stop();
  }
}
