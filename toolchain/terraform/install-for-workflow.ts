// Installs the project's Terraform, verified by its committed checksum, and adds it to the PATH of the following steps.
// The action hashicorp/setup-terraform does not verify its download with a pinned checksum.
import { appendFileSync } from "node:fs";
import path from "node:path";
import { findTerraform } from "./terraform";

async function main(): Promise<void> {
  const progress = (line: string) => console.log(line);
  // Not the runner's own Terraform, whose version is not pinned.
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
