import { runTool } from "../executables";

/** Queries the version of an executable; `undefined` if it does not run or is not Terraform. */
export async function terraformVersion(command: string): Promise<string | undefined> {
  // Otherwise Terraform contacts HashiCorp's server to check for updates.
  const environment = { CHECKPOINT_DISABLE: "1" };
  const { exitCode, stdout } = await runTool(command, ["version", "-json"], { environment });
  if (exitCode !== 0) return undefined;
  try {
    const answer: unknown = JSON.parse(stdout.slice(stdout.indexOf("{")));
    if (typeof answer !== "object" || answer === null || !("terraform_version" in answer)) {
      return undefined;
    }
    return typeof answer.terraform_version === "string" ? answer.terraform_version : undefined;
  } catch {
    return undefined;
  }
}
