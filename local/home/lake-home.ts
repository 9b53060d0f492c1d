import path from "node:path";

/** Folders and files of one embedded AWS, all in one folder that git ignores. */
export interface LakeHome {
  /** @default - `.lake` in the project, unless the environment variable `LAKE_HOME` is set */
  readonly folder: string;
  /** Identifies the background process and its endpoint. */
  readonly runFile: string;
  /** Identifies the command that is changing the processes of this home. */
  readonly lockFile: string;
  /** Progress of the deployment of the stack `local`; with the state, so that neither is there without the other. */
  readonly deploymentFile: string;
  readonly logFile: string;
  /** Identifies the background process of the console and its address. */
  readonly consoleFile: string;
  /** What the server of the engine `trino` prints. */
  readonly trinoLogFile: string;
  /** The lake: everything that is kept of it, and what can be made again. */
  readonly runFolder: string;
  /** What the embedded AWS keeps, one subfolder for each part. */
  readonly stateFolder: string;
  /** What it can make again; emptied at each start. */
  readonly scratchFolder: string;
  /** Terraform state of the stack `local`, and Terraform's CLI configuration. */
  readonly terraformFolder: string;
  /** What was typed into `lake sql`. */
  readonly sqlHistoryFile: string;
  /** Copies of the lake, one folder each. */
  readonly snapshotsFolder: string;
  /** Terraform, moto and Trino if the machine lacks them; shared by all homes of the project. */
  readonly toolsFolder: string;
}

/** The project's root, which contains cdktf.json. */
export const projectFolder = path.resolve(__dirname, "..", "..");

/** Reads `LAKE_HOME`; another home has its own emulator, state and synthesized stacks, as the tests need. */
export function lakeHome(environment: NodeJS.ProcessEnv = process.env): LakeHome {
  const named = environment.LAKE_HOME || undefined;
  const standard = path.join(projectFolder, ".lake");
  const folder = named === undefined ? standard : path.resolve(projectFolder, named);
  const runFolder = path.join(folder, "embedded-aws");
  const stateFolder = path.join(runFolder, "state");
  return {
    folder,
    runFile: path.join(folder, "emulator.json"),
    lockFile: path.join(folder, "lake.lock"),
    logFile: path.join(folder, "emulator.log"),
    consoleFile: path.join(folder, "console.json"),
    trinoLogFile: path.join(folder, "trino.log"),
    runFolder,
    stateFolder,
    deploymentFile: path.join(stateFolder, "deployment.json"),
    scratchFolder: path.join(runFolder, "scratch"),
    terraformFolder: path.join(runFolder, "terraform"),
    sqlHistoryFile: path.join(folder, "sql-history"),
    snapshotsFolder: path.join(folder, "snapshots"),
    toolsFolder: path.join(standard, "tools"),
  };
}
