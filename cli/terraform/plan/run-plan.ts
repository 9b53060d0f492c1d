import type { Detail } from "../../terminal/output";
import { readTerraform, runTerraform } from "../run-terraform";
import type { TerraformProps } from "../run-terraform";
import { errorIn, parseUiLine } from "../ui-output";

/**
 * Plans the stack into a file in its folder.
 *
 * @param lock whether to lock the state, waiting up to a minute for the lock
 * @throws TerraformError with Terraform's own diagnostics
 */
export async function terraformPlan(
  props: TerraformProps,
  file: string,
  detail: Detail,
  lock = true,
): Promise<void> {
  const diagnostics: string[] = [];
  await runTerraform(
    props,
    ["plan", "-input=false", lock ? "-lock-timeout=60s" : "-lock=false", `-out=${file}`, "-json"],
    {
      diagnostics,
      onLine: (text) => {
        const line = parseUiLine(text);
        const error = errorIn(line);
        if (error !== undefined) diagnostics.push(error);
        if (line.type === "refresh_complete") detail(line.hook?.resource?.addr ?? "");
      },
    },
  );
}

/** A plan file of the stack's folder as one JSON document. */
export async function terraformShowPlan(props: TerraformProps, file: string): Promise<string> {
  return readTerraform(props, ["show", "-json", "-no-color", file]);
}
