import { UserError } from "../../../errors/user-error";
import { readIncompleteResources, untaint } from "../../terraform/incomplete-resources";
import { TerraformError } from "../../terraform/run-terraform";
import type { TerraformProps } from "../../terraform/run-terraform";

/** Types that hold data and that Terraform's provider completes in place. */
const COMPLETED_IN_PLACE = /^aws_(kinesis_stream|s3_bucket|kms_key)$/;

/**
 * After an apply that failed halfway: keeps what it created incompletely, which the next apply would replace with all that
 * was stored in it. Nothing of the stack `local` has `prevent_destroy`.
 *
 * @returns the error, which names what was kept
 */
export async function keepIncompleteResources(
  terraform: TerraformProps,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof TerraformError)) return error;
  // A state that can't be read must not hide why the apply failed.
  const incomplete = await readIncompleteResources(terraform).catch(() => []);
  const kept = incomplete.filter(({ type }) => COMPLETED_IN_PLACE.test(type));
  if (kept.length === 0) return error;
  for (const { address } of kept) await untaint(terraform, address);
  return new UserError(
    [
      ...error.message.split("\n"),
      ...kept.map(({ address }) => `${address} was created incompletely; what it holds is kept.`),
    ],
    "Run npx lake up again: it makes what is missing.",
  );
}
