import { readFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { isRecord } from "../../errors/is-record";
import type { TerraformResource } from "../terraform/plan/terraform-resource";

/** Resources of a synthesized stack. */
export interface SynthesizedResources {
  readonly resources: readonly TerraformResource[];
  /** Region of the AWS provider, if it is a literal. */
  readonly region?: string | undefined;
}

/**
 * Reads a synthesized stack.
 *
 * @param folder with the stack's cdk.tf.json
 * @throws UserError when there is none
 */
export async function readSynthesizedResources(folder: string): Promise<SynthesizedResources> {
  const file = path.join(folder, "cdk.tf.json");
  const advice = "Synthesize first: `npx cdktf synth` writes cdktf.out/stacks/NAME.";
  const content = await readFile(file, "utf8").catch(() => {
    throw new UserError(`There is no synthesized stack at ${file}.`, advice);
  });
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    throw new UserError(`${file} is not JSON.`, advice);
  }
  return isRecord(document) ? parseSynthesizedResources(document) : { resources: [] };
}

/** The resources of a stack in Terraform's JSON syntax. */
function parseSynthesizedResources(
  document: Readonly<Record<string, unknown>>,
): SynthesizedResources {
  const resources = entries(document.resource).flatMap(([type, named]) =>
    entries(named).map(([name, values]) => ({
      address: `${type}.${name}`,
      type,
      values: isRecord(values) ? values : {},
    })),
  );
  const aws = isRecord(document.provider) ? document.provider.aws : undefined;
  const [provider] = (Array.isArray(aws) ? aws : [aws]) as readonly unknown[];
  const region = isRecord(provider) ? provider.region : undefined;
  return { resources, ...(typeof region === "string" ? { region } : {}) };
}

function entries(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
