import { errorCode } from "../../../errors/error-code";
import { UserError } from "../../../errors/user-error";
import { readAll } from "../../input/read-all";
import { parsePlan } from "./terraform-plan";
import type { TerraformPlan } from "./terraform-plan";

/**
 * Reads the output of `terraform show -json`.
 *
 * @param file path of the file; `-` reads standard input
 * @throws UserError if it can't be read, or is not a plan
 */
export async function readPlan(file: string): Promise<TerraformPlan> {
  const content = await readAll(file).catch((error: unknown) => {
    throw new UserError(
      `Can't read the plan ${file}: ${errorCode(error) ?? String(error)}.`,
      "Give the path of a file, or - for standard input.",
    );
  });
  return parsePlan(content.toString("utf8"), file === "-" ? "Standard input" : file);
}
