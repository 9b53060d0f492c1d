import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../../errors/is-record";
import type { LakeHome } from "../../../local/home/lake-home";
import { terraformVersion } from "../../../toolchain/terraform/terraform-version";
import { configurationDigest } from "../../deploy/configuration-digest";
import { LOCAL } from "../../target/local-emulator";
import { requireEnvironment } from "../../target/require-environment";
import { forgetAdopted } from "./adopt-resources";
import type { TerraformProps } from "../../terraform/run-terraform";
import { synthesize } from "../../terraform/synth";
import { localTerraformEnv } from "../../terraform/terraform-env";

/** The synthesized stack `local`. */
export interface LocalStack {
  readonly terraform: TerraformProps;
  /** Version of Terraform. */
  readonly version: string | undefined;
}

/**
 * Synthesizes the stack `local`. The embedded AWS need not run yet.
 *
 * @param command path of Terraform's executable
 */
export async function synthesizeLocalStack(
  home: LakeHome,
  command: string,
  endpointUrl: string,
): Promise<LocalStack> {
  const [stackFolder, version] = await Promise.all([
    // config/ is the user's own code, and may read any variable.
    synthesize(home, "up", { ...process.env, AWS_ENDPOINT_URL: endpointUrl }),
    terraformVersion(command),
  ]);
  // Left by a command that was killed, and no part of the stack.
  forgetAdopted(stackFolder);
  const terraform: TerraformProps = {
    command,
    stackFolder,
    environment: localTerraformEnv(home, endpointUrl, requireEnvironment(LOCAL)),
    advice: `Repair what these lines name, then run npx lake up again. The stack is in ${stackFolder}.`,
  };
  return { terraform, version };
}

/**
 * Identifies what a deployment makes: the synthesized stack, and the versions of Terraform and of its provider. The
 * endpoint does not count: it is where the resources are, and no part of them.
 *
 * @returns a SHA-256, as hexadecimal digits; it changes with the first `terraform init` of a folder, which locks the provider
 */
export async function stackDigest({ terraform, version }: LocalStack): Promise<string> {
  const { stackFolder } = terraform;
  const configuration = await configurationDigest(stackFolder, (file, content) =>
    file === "cdk.tf.json" ? withoutEndpoints(content) : content,
  );
  const lock = path.join(stackFolder, ".terraform.lock.hcl");
  const provider = existsSync(lock) ? readFileSync(lock, "utf8") : undefined;
  return createHash("sha256")
    .update(JSON.stringify([configuration, version, provider]))
    .digest("hex");
}

/** Removes the endpoints of the providers; any other address in the stack counts. */
function withoutEndpoints(content: Buffer): Buffer {
  const stack: unknown = JSON.parse(content.toString("utf8"));
  if (!isRecord(stack) || !isRecord(stack.provider)) return content;
  const provider = Object.entries(stack.provider).map(([name, blocks]): [string, unknown] => [
    name,
    Array.isArray(blocks) ? blocks.map((block: unknown) => withoutEndpoint(block)) : blocks,
  ]);
  return Buffer.from(JSON.stringify({ ...stack, provider: Object.fromEntries(provider) }));
}

function withoutEndpoint(block: unknown): unknown {
  return isRecord(block) ? { ...block, endpoints: undefined } : block;
}
