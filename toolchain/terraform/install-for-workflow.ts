// Puts the project's Terraform, verified by its committed checksum, on the PATH of the steps that follow. The action
// hashicorp/setup-terraform does not compare what it downloads with anything.
import { appendFileSync } from "node:fs";
import path from "node:path";
import { findTerraform } from "./terraform";

async function main(): Promise<void> {
  const progress = (line: string) => console.log(line);
  // Not the runner's own, whose version nobody chose.
  const toolsFolder = path.resolve(".lake", "tools");
  const command = await findTerraform({ toolsFolder, path: "", progress });
  const { GITHUB_PATH } = process.env;
  if (GITHUB_PATH === undefined) console.log(command);
  else appendFileSync(GITHUB_PATH, `${path.dirname(command)}\n`);
}

main().catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
