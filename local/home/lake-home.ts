import path from "node:path";

/** Folders and files of one embedded AWS; all of them lie under one folder that git ignores. */
export interface LakeHome {
  /** @default - `.lake` in the project; the environment variable `LAKE_HOME` names another */
  readonly folder: string;
  /** Tells which process runs the embedded AWS, and where it answers. */
  readonly runFile: string;
  /** Tells which command changes what runs here; there while one does. */
  readonly lockFile: string;
  /** Tells how far the deployment of the stack `local` is. */
  readonly deploymentFile: string;
  readonly logFile: string;
  /** All that lives no longer than the embedded AWS; the only folder that is ever removed. */
  readonly runFolder: string;
  /** Checkpoints, code packages and scratch files of the data plane. */
  readonly stateFolder: string;
  /** Terraform state of the stack `local`, and Terraform's CLI configuration. */
  readonly terraformFolder: string;
  /** Terraform and moto, where the machine lacks them; one folder for the project. */
  readonly toolsFolder: string;
  /** Where the app synthesizes to. */
  readonly synthFolder: string;
}

/** The project's root: the folder that holds cdktf.json. */
export const projectFolder = path.resolve(__dirname, "..", "..");

/** Reads `LAKE_HOME`; a second home has its own emulator, state and synthesized stacks, as the tests need. */
export function lakeHome(environment: NodeJS.ProcessEnv = process.env): LakeHome {
  const named = environment.LAKE_HOME || undefined;
  const standard = path.join(projectFolder, ".lake");
  const folder = named === undefined ? standard : path.resolve(projectFolder, named);
  const runFolder = path.join(folder, "embedded-aws");
  return {
    folder,
    runFile: path.join(folder, "emulator.json"),
    lockFile: path.join(folder, "lake.lock"),
    deploymentFile: path.join(folder, "deployment.json"),
    logFile: path.join(folder, "emulator.log"),
    runFolder,
    stateFolder: path.join(runFolder, "state"),
    terraformFolder: path.join(runFolder, "terraform"),
    toolsFolder: path.join(standard, "tools"),
    synthFolder: path.join(named === undefined ? projectFolder : folder, "cdktf.out"),
  };
}
