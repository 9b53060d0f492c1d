import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { terraformPlan, terraformShowPlan } from "../../../cli/terraform/plan/run-plan";
import { untaint } from "../../../cli/terraform/incomplete-resources";
import { TerraformError } from "../../../cli/terraform/run-terraform";
import type { TerraformProps } from "../../../cli/terraform/run-terraform";
import { terraformApply } from "../../../cli/terraform/terraform-apply";
import { terraformInit, terraformLockProviders } from "../../../cli/terraform/terraform-init";
import {
  terraformOutputs,
  terraformStatePull,
  terraformStatePush,
} from "../../../cli/terraform/terraform-state";

const quiet = () => undefined;
/** The end of an escape sequence, whose first character an error shows as text. */
const COLOR = "[31m";

const commands: readonly (readonly [string, (terraform: TerraformProps) => Promise<unknown>])[] = [
  ["init", (terraform) => terraformInit(terraform, quiet)],
  ["providers lock", (terraform) => terraformLockProviders(terraform, quiet, { platforms: [] })],
  ["state pull", terraformStatePull],
  ["state push", (terraform) => terraformStatePush(terraform, "file")],
  ["output", terraformOutputs],
  ["plan", (terraform) => terraformPlan(terraform, "file", quiet)],
  ["show", (terraform) => terraformShowPlan(terraform, "file")],
  ["apply", (terraform) => terraformApply(terraform, quiet)],
  ["untaint", (terraform) => untaint(terraform, "a.b")],
];

describe("an error of Terraform", () => {
  const stackFolder = mkdtempSync(path.join(tmpdir(), "terraform-errors-"));
  const command = path.join(stackFolder, "terraform");
  const terraform: TerraformProps = { command, stackFolder, environment: process.env };

  beforeAll(() => {
    // Terraform colors what it writes to a pipe too: https://developer.hashicorp.com/terraform/cli/commands/plan#no-color
    writeFileSync(
      command,
      `#!/bin/sh
case "$*" in
  *-no-color*|*-json*) echo 'Error: it failed' >&2 ;;
  *) printf '\\033[31mError: it failed\n' >&2 ;;
esac
exit 1
`,
      { mode: 0o755 },
    );
  });

  afterAll(() => rmSync(stackFolder, { recursive: true }));

  it.each(commands)("has no colors: %s", async (name, run) => {
    const error: unknown = await run(terraform).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TerraformError);
    expect(String(error)).toContain(`terraform ${name}`);
    expect(String(error)).toContain("Error: it failed");
    expect(String(error)).not.toContain(COLOR);
  });

  it("says what to do, and no folder where that is removed", async () => {
    const advice = "Run it again.";
    await expect(terraformInit({ ...terraform, advice }, quiet)).rejects.toMatchObject({ advice });
    await expect(terraformInit(terraform, quiet)).rejects.toMatchObject({
      advice: `The stack is in ${stackFolder}.`,
    });
  });
});
