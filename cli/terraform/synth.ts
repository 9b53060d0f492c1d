import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { LakeHome } from "../../local/home/lake-home";
import { projectFolder } from "../../local/home/lake-home";
import { withPrivateUmask } from "../../local/home/private-files";
import { waitForExit } from "./wait-for-exit";
import { UserError } from "../../errors/user-error";

/**
 * The folder of a synthesized stack.
 *
 * @param stack name of an environment
 */
export function stackFolderOf(home: LakeHome, stack = "local"): string {
  return path.join(home.synthFolder, "stacks", stack);
}

/**
 * Runs the app of cdktf.json as `cdktf synth` does, without the three seconds of overhead of the cdktf command.
 *
 * @param environment variables for the configuration
 * @param stack name of an environment
 * @returns the folder of that stack
 * @throws UserError with the violations that the app reported
 */
export async function synthesize(
  home: LakeHome,
  environment: NodeJS.ProcessEnv,
  stack = "local",
): Promise<string> {
  // cdktf.json is the project's own file, and cdktf itself requires this field.
  const { app } = JSON.parse(readFileSync(path.join(projectFolder, "cdktf.json"), "utf8")) as {
    app: string;
  };
  const binaries = path.join(projectFolder, "node_modules", ".bin");
  const child = withPrivateUmask(() =>
    spawn(app, {
      cwd: projectFolder,
      shell: true,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...environment,
        CDKTF_OUTDIR: home.synthFolder,
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
  return stackFolderOf(home, stack);
}
