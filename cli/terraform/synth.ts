import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { LakeHome } from "../../local/home/lake-home";
import { projectFolder } from "../../local/home/lake-home";
import { makePrivateFolder, withPrivateUmask } from "../../local/home/private-files";
import { waitForExit } from "./wait-for-exit";
import { UserError } from "../../errors/user-error";

/** A command that synthesizes, with the word that names its folder in the home. */
export type SynthesizingCommand =
  | "bootstrap"
  | "console"
  | "cost"
  | "deploy"
  | "deployer-policy"
  | "destroy"
  | "doctor"
  | "lock-providers"
  | "review"
  | "up";

/**
 * The folder of a stack that a command synthesizes. Each command has its own: the app writes all stacks, with its caller's
 * variables, so that a second command in a shared folder would change what the first one is about to apply.
 *
 * @param stack name of an environment
 */
export function stackFolderOf(
  home: LakeHome,
  command: SynthesizingCommand,
  stack = "local",
): string {
  return path.join(synthFolderOf(home, command), "stacks", stack);
}

function synthFolderOf(home: LakeHome, command: SynthesizingCommand): string {
  return path.join(home.folder, command, "cdktf.out");
}

/**
 * Runs the app of cdktf.json as `cdktf synth` does, without the three seconds of overhead of the cdktf command.
 *
 * @param command whose folder receives the stacks
 * @param environment variables for the configuration
 * @param stack name of an environment
 * @returns the folder of that stack
 * @throws UserError with the violations that the app reported
 */
export async function synthesize(
  home: LakeHome,
  command: SynthesizingCommand,
  environment: NodeJS.ProcessEnv,
  stack = "local",
): Promise<string> {
  // cdktf.json is the project's own file, and cdktf itself requires this field.
  const { app } = JSON.parse(readFileSync(path.join(projectFolder, "cdktf.json"), "utf8")) as {
    app: string;
  };
  // CDKTF creates only the last folder of the path.
  makePrivateFolder(path.join(home.folder, command));
  const binaries = path.join(projectFolder, "node_modules", ".bin");
  const child = withPrivateUmask(() =>
    spawn(app, {
      cwd: projectFolder,
      shell: true,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...environment,
        CDKTF_OUTDIR: synthFolderOf(home, command),
        PATH: `${binaries}${path.delimiter}${environment.PATH ?? ""}`,
      },
    }),
  );
  const lines: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => lines.push(chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => lines.push(chunk.toString("utf8")));
  const exitCode = await waitForExit(child);
  if (exitCode !== 0) {
    throw new UserError(
      ["The stack could not be synthesized:", ...lines.join("").trimEnd().split("\n")],
      "Fix config/, or what else these lines name.",
    );
  }
  return stackFolderOf(home, command, stack);
}
