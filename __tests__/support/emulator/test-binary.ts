import { namedBinary, terraformBinaryVariable } from "../../../model/environment/terraform-binary";
import type { TerraformBinary } from "../../../model/environment/terraform-binary";
import { findTerraform } from "../../../toolchain/terraform/terraform";

/** The program that the tests run: that of TERRAFORM_BINARY_NAME, otherwise Terraform. */
export const testBinary: TerraformBinary = binaryOfVariable();

/** Finds the program of {@link testBinary}; where the variable is a path, that one. */
export function findTestTerraform(toolsFolder: string): Promise<string> {
  const named = process.env[terraformBinaryVariable] ?? "";
  return findTerraform({
    toolsFolder,
    progress: () => undefined,
    binary: testBinary,
    command: /[\\/]/.test(named) ? named : undefined,
  });
}

function binaryOfVariable(): TerraformBinary {
  const named = process.env[terraformBinaryVariable] || "terraform";
  const binary = namedBinary(named);
  if (binary === undefined) throw new Error(`${terraformBinaryVariable} is ${named}`);
  return binary;
}
