import { runTool } from "../executables";
import type { TerraformProduct } from "./terraform-products";

/** What an executable says that it is. */
export interface ProgramVersion {
  /** Name of the program, whatever its file is called. */
  readonly title: TerraformProduct["title"];
  readonly version: string;
}

/** Asks an executable what it is; `undefined` if it does not run or is neither Terraform nor OpenTofu. */
export async function programVersion(command: string): Promise<ProgramVersion | undefined> {
  // Otherwise Terraform contacts HashiCorp's server to check for updates.
  const environment = { CHECKPOINT_DISABLE: "1" };
  // With -json both call their version `terraform_version`.
  const { exitCode, stdout } = await runTool(command, ["version"], { environment });
  const [, title, version] = /^(Terraform|OpenTofu) v(\d\S*)/m.exec(stdout) ?? [];
  if (exitCode !== 0 || version === undefined) return undefined;
  return { title: title === "OpenTofu" ? title : "Terraform", version };
}

/** The version of an executable; `undefined` as in {@link programVersion}. */
export async function terraformVersion(command: string): Promise<string | undefined> {
  return (await programVersion(command))?.version;
}
