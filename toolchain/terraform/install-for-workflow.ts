// Installs the project's Terraform, or OpenTofu if TERRAFORM_BINARY_NAME is tofu, verified by its committed checksum, and adds
// it to the PATH of the following steps. The setup actions of their makers verify no pinned checksum.
import "../../errors/require-node.cjs";
import { appendFileSync } from "node:fs";
import path from "node:path";
import { findTerraform } from "./terraform";
import type { TerraformProduct } from "./terraform-products";

async function main(): Promise<void> {
  const progress = (line: string) => console.log(line);
  // Not the runner's own Terraform, whose version is not pinned.
  const toolsFolder = path.resolve(".lake", "tools");
  const command = await findTerraform({ toolsFolder, path: "", progress, binary: namedBinary() });
  const { GITHUB_PATH } = process.env;
  if (GITHUB_PATH === undefined) console.log(command);
  else appendFileSync(GITHUB_PATH, `${path.dirname(command)}\n`);
}

function namedBinary(): TerraformProduct["binary"] {
  const name = process.env.TERRAFORM_BINARY_NAME || "terraform";
  if (name === "terraform" || name === "tofu") return name;
  throw new Error(`TERRAFORM_BINARY_NAME is ${name}, expected terraform or tofu.`);
}

main().catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
