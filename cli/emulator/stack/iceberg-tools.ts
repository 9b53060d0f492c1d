import { readFileSync } from "node:fs";
import path from "node:path";
import type { LakeHome } from "../../../local/home/lake-home";
import { findPyiceberg, INSTALLED_MB, locatePyiceberg } from "../../../toolchain/iceberg/pyiceberg";
import type { Output } from "../../terminal/output";

/**
 * Installs pyiceberg if the stack delivers to an Iceberg table and this machine has none yet. The embedded AWS, which
 * commits with it, downloads nothing itself.
 *
 * @param stackFolder of the synthesized stack
 * @throws UserError if it can't be installed
 */
export async function installForIceberg(
  output: Output,
  { toolsFolder }: LakeHome,
  stackFolder: string,
): Promise<void> {
  const stack = readFileSync(path.join(stackFolder, "cdk.tf.json"), "utf8");
  if (!stack.includes('"iceberg_configuration"')) return;
  if ((await locatePyiceberg(toolsFolder)) !== undefined) return;
  await output.step(
    `Install pyiceberg, once, for Iceberg tables (about ${INSTALLED_MB} MB)`,
    (progress) => findPyiceberg({ toolsFolder, progress }),
  );
}
