import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lakeHome } from "../../../local/home/lake-home";
import { runTool } from "../../../toolchain/executables";
import { runInstallStep } from "../../../toolchain/install-step";
import { findBasePython } from "../../../toolchain/moto/base-python";
import { PIP_OPTIONS } from "../../../toolchain/python/pinned-environment";
import { pythonCommands } from "../../../toolchain/moto/python";

const PROGRAMS = path.join(__dirname, "../programs");
const TIME_MS = 180_000;

/** An error of a call, as the programs report it. */
export interface ClientError {
  /** The exception's class. */
  readonly error: string;
  readonly text: string;
}

/** Longest time in which a client is installed, in milliseconds. */
export const INSTALL_MS = 600_000;

/** Pinned Python packages of a client in a virtual environment of their own. */
export class PythonClient {
  private constructor(private readonly folder: string) {}

  /**
   * Installs the packages of `requirements/<name>.txt` by their checksums, unless they are installed already.
   *
   * @throws UserError if there is no Python, or pip can't reach its index
   */
  static async install(name: "dataframes" | "dbt" | "s3"): Promise<PythonClient> {
    const requirements = path.join(__dirname, `../requirements/${name}.txt`);
    const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex");
    const folder = path.join(lakeHome().toolsFolder, "clients", `${name}-${digest.slice(0, 12)}`);
    const client = new PythonClient(folder);
    const complete = path.join(folder, "complete");
    if (existsSync(complete)) return client;
    rmSync(folder, { recursive: true, force: true });
    const { executable } = await findBasePython(pythonCommands(process.env.PATH ?? ""));
    const step = {
      progress: () => undefined,
      what: name,
      failure: `${name} could not be installed`,
      advice: "Check pip's index.",
    };
    await runInstallStep(executable, ["-m", "venv", folder], step);
    const pip = ["-m", "pip", "install", ...PIP_OPTIONS, "-r", requirements];
    await runInstallStep(client.command("python3"), pip, step);
    writeFileSync(complete, "");
    return client;
  }

  /** Runs a program of `programs/`, and returns what its calls returned, by their names. */
  async outcomes(
    program: string,
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
  ): Promise<Readonly<Record<string, unknown>>> {
    const file = path.join(PROGRAMS, program);
    const { stdout, stderr } = await this.run("python3", [file, ...args], environment);
    if (stdout === "") throw new Error(`${program} printed nothing: ${stderr}`);
    // The programs print one object.
    return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  }

  /** Runs a command of the environment. */
  run(
    command: string,
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
  ): ReturnType<typeof runTool> {
    return runTool(this.command(command), args, { timeoutMilliseconds: TIME_MS, environment });
  }

  private command(name: string): string {
    return process.platform === "win32"
      ? path.join(this.folder, "Scripts", `${name.replace("python3", "python")}.exe`)
      : path.join(this.folder, "bin", name);
  }
}
