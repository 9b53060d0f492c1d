import { runTool } from "../executables";

/** The version that an executable gives, or `undefined` when it does not run or is no Terraform. */
export async function terraformVersion(command: string): Promise<string | undefined> {
  // Without this Terraform asks HashiCorp's server for news and waits for its answer.
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
