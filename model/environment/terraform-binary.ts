import type { ConfigViolation } from "../validation/config-violation";

/** The program that plans and applies the stacks: HashiCorp's Terraform, or OpenTofu. */
export type TerraformBinary = "terraform" | "tofu";

/** CDKTF's variable for the program that it runs: a name on PATH, or a path. */
export const terraformBinaryVariable = "TERRAFORM_BINARY_NAME";

/** All programs, the default first. */
export const terraformBinaries: readonly TerraformBinary[] = ["terraform", "tofu"];

/** Names in messages. */
export const binaryTitles: Readonly<Record<TerraformBinary, string>> = {
  terraform: "Terraform",
  tofu: "OpenTofu",
};

/**
 * The first versions in which the lock file of the S3 backend is not experimental. Each program counts its versions itself,
 * so that a stack names those of the one that it is for.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#use_lockfile
 * @see https://opentofu.org/docs/intro/whats-new/
 */
const requiredVersions: Readonly<Record<TerraformBinary, string>> = {
  terraform: ">= 1.11.0",
  tofu: ">= 1.10.0",
};

/** The settings that decide which program a stack is for. */
export interface BinarySettings {
  /** @default - Terraform */
  readonly terraformBinary?: TerraformBinary;
}

/** An environment with them. */
type NamedSettings = BinarySettings & { readonly name: string };

/** `terraform.required_version` of the stacks of an environment. */
export function requiredVersion({ terraformBinary = "terraform" }: BinarySettings): string {
  return requiredVersions[terraformBinary];
}

/**
 * The program that a value of {@link terraformBinaryVariable} names, by the last part of the path: `tofu`, `terraform.exe`,
 * `/opt/bin/tofu-1.10.6`. After the name only a version may follow.
 *
 * @returns `undefined` for any other program, such as a wrapper, or one in capitals
 */
export function namedBinary(command: string): TerraformBinary | undefined {
  const name = /[^\\/]*$/.exec(command)?.[0] ?? "";
  const stem = /^(terraform|tofu)(?:[-_]?v?\d[-+.\w]*?)?(?:\.exe)?$/.exec(name)?.[1];
  return terraformBinaries.find((binary) => binary === stem);
}

/** An environment for the program that the variable names, unless the environment names one itself. */
export function withTerraformBinary<Settings extends BinarySettings>(
  environment: Settings,
  command: string | undefined,
): Settings {
  const named = command === undefined ? undefined : namedBinary(command);
  return environment.terraformBinary !== undefined || named === undefined
    ? environment
    : { ...environment, terraformBinary: named };
}

/**
 * Violations of a variable that names no known program, or another one than an environment: CDKTF would run the one of the
 * variable with stacks for the other.
 *
 * @param command value of {@link terraformBinaryVariable}; undefined or empty for none
 */
export function checkTerraformBinary(
  environments: readonly NamedSettings[],
  command: string | undefined,
): ConfigViolation[] {
  if (command === undefined || command === "") return [];
  const named = namedBinary(command);
  if (named === undefined) {
    return [
      {
        path: terraformBinaryVariable,
        problem: "names an unknown program",
        received: command,
        expected: "terraform or tofu, or the path of a program with one of these names",
        fix: "Set it to one of them, or unset it.",
      },
    ];
  }
  return environments
    .filter(({ terraformBinary }) => terraformBinary !== undefined && terraformBinary !== named)
    .map(({ name, terraformBinary }) => ({
      path: `environments.${name}.terraformBinary`,
      problem: `is for another program than ${terraformBinaryVariable}, which names ${command}`,
      received: terraformBinary,
      expected: JSON.stringify(named),
      fix: `Unset ${terraformBinaryVariable}, or change the setting in config/environments.ts.`,
    }));
}

/** Notes for environments whose program CDKTF does not know. */
export function terraformBinaryNotes(
  environments: readonly NamedSettings[],
  command: string | undefined,
): string[] {
  if (command !== undefined && command !== "") return [];
  return environments
    .filter(({ terraformBinary = "terraform" }) => terraformBinary !== "terraform")
    .map(
      ({ name, terraformBinary = "terraform" }) =>
        `environments.${name} is for ${binaryTitles[terraformBinary]}: set ${terraformBinaryVariable}=${terraformBinary}, since CDKTF runs Terraform otherwise.`,
    );
}
