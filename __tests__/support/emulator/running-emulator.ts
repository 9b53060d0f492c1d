import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AwsClients } from "../../../local/aws-clients";
import { Emulator } from "../../../local/emulator";
import type { EmulatorProps } from "../../../local/emulator";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";

const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };

/** An empty embedded AWS in the process of the test. */
export class RunningEmulator {
  readonly region = "us-east-1";
  readonly clients: AwsClients;

  private constructor(
    private readonly emulator: Emulator,
    readonly endpointUrl: string,
    private readonly folder: string,
  ) {
    const { region } = this;
    this.clients = new AwsClients({ region, endpointUrl, credentials: CREDENTIALS });
  }

  /** @param enforceIam whether calls of roles are authorized by their policies */
  static async start(
    enforceIam = false,
    { recordCalls, access, trino }: Pick<EmulatorProps, "recordCalls" | "access" | "trino"> = {},
  ): Promise<RunningEmulator> {
    const { toolsFolder } = lakeHome();
    const folder = mkdtempSync(path.join(tmpdir(), "emulator-"));
    const emulator = new Emulator({
      port: 0,
      motoPython: await findMoto({ toolsFolder, progress: () => undefined }),
      stateFolder: path.join(folder, "state"),
      scratchFolder: path.join(folder, "scratch"),
      log: { info: () => undefined, error: () => undefined },
      onFailure: (reason) => {
        throw new Error(reason);
      },
      identity: {},
      enforceIam,
      recordCalls,
      trino,
      ...(access === undefined ? {} : { access }),
    });
    return new RunningEmulator(emulator, await emulator.start(), folder);
  }

  /** Environment variables with which every tool calls it. */
  get variables(): NodeJS.ProcessEnv {
    return {
      AWS_ENDPOINT_URL: this.endpointUrl,
      AWS_DEFAULT_REGION: this.region,
      AWS_REGION: this.region,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    };
  }

  /** Stops it and deletes its data. */
  async stop(): Promise<void> {
    this.clients.destroy();
    await this.emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
