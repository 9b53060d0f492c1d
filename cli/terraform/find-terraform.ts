import type { LakeHome } from "../../local/home/lake-home";
import type { Environment } from "../../model/environment/environment";
import { binaryTitles, terraformBinaryVariable } from "../../model/environment/terraform-binary";
import type { TerraformBinary } from "../../model/environment/terraform-binary";
import { findTerraform, locateTerraform } from "../../toolchain/terraform/terraform";
import type { FindTerraformProps } from "../../toolchain/terraform/terraform";
import type { Output } from "../terminal/output";

/** The setting that decides which program runs. */
export type BinaryOf = Pick<Environment, "terraformBinary">;

/**
 * Finds the program that plans and applies an environment, in a step of its own.
 *
 * @param environment with what variables set
 * @throws UserError if it can't be downloaded, or TERRAFORM_BINARY_NAME is the path of one that is too old
 */
export async function findTerraformFor(
  output: Output,
  home: LakeHome,
  environment: BinaryOf,
): Promise<string> {
  return output.step(`Find ${titleOf(environment)}`, (progress) =>
    findTerraform({ toolsFolder: home.toolsFolder, progress, ...choiceOf(environment) }),
  );
}

/** As {@link findTerraformFor}, but installs nothing. */
export async function locateTerraformFor(
  environment: BinaryOf,
  props: Pick<FindTerraformProps, "toolsFolder" | "progress" | "path">,
  variables: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  return locateTerraform({ ...props, ...choiceOf(environment, variables) });
}

/** Name of the program in messages. */
export function titleOf(environment: BinaryOf): string {
  return binaryTitles[binaryOf(environment)];
}

/** The program of an environment, by the name of its executable. */
export function binaryOf({ terraformBinary = "terraform" }: BinaryOf): TerraformBinary {
  return terraformBinary;
}

/** Which executable is used: with a path in the variable that one, with a name the first on PATH that is new enough. */
export function choiceOf(
  environment: BinaryOf,
  variables: NodeJS.ProcessEnv = process.env,
): Required<Pick<FindTerraformProps, "binary" | "command">> {
  const named = variables[terraformBinaryVariable] ?? "";
  return {
    binary: binaryOf(environment),
    command: /[\\/]/.test(named) ? named : undefined,
  };
}
