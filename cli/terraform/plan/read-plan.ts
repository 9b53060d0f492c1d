import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { errorCode } from "../../../errors/error-code";
import { UserError } from "../../../errors/user-error";
import { parsePlan } from "./terraform-plan";
import type { TerraformPlan } from "./terraform-plan";

/**
 * Reads the output of `terraform show -json`.
 *
 * @param file path of the file; `-` reads standard input
 * @throws UserError if it can't be read, or is not a plan
 */
export async function readPlan(file: string): Promise<TerraformPlan> {
  if (file === "-") return parsePlan(await text(process.stdin), "Standard input");
  const content = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UserError(
      `Can't read the plan ${file}: ${errorCode(error) ?? String(error)}.`,
      "Give the path of a file, or - for standard input.",
    );
  });
  return parsePlan(content, file);
}
