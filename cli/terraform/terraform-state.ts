import { readTerraform } from "./run-terraform";
import type { TerraformProps } from "./run-terraform";

/** The whole state as Terraform keeps it; empty when there is none. */
export async function terraformStatePull(props: TerraformProps): Promise<string> {
  return readTerraform(props, ["state", "pull", "-no-color"]);
}

/** Writes a state file to the stack's backend; rejected when another or a newer state is there. */
export async function terraformStatePush(props: TerraformProps, file: string): Promise<void> {
  await readTerraform(props, ["state", "push", "-no-color", file]);
}

/** The stack's outputs by name, from its state. */
export async function terraformOutputs(props: TerraformProps): Promise<Record<string, unknown>> {
  const text = await readTerraform(props, ["output", "-json", "-no-color"]);
  // `terraform output -json` prints one object of {value, type, sensitive} by name.
  const outputs = JSON.parse(text) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}
