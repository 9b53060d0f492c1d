import { emulatorAccountId } from "./emulator-account";
import type { Environment } from "./environment";

/** Versions of Terraform's AWS provider, from `minimum` to below `upperBound`. */
export interface ProviderVersions {
  readonly minimum: string;
  readonly upperBound: string;
}

/**
 * Versions for AWS. From 6.22 to 6.39 every plan shows a change on every encrypted bucket: S3 reports blocked encryption
 * types that nobody has configured, and the provider would remove them. From 6.40 on the argument is computed.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/47320
 */
export const awsProviderVersions: ProviderVersions = { minimum: "6.40.0", upperBound: "7.0.0" };

/** Versions for the embedded AWS, which reports no blocked encryption types. */
export const emulatorProviderVersions: ProviderVersions = {
  minimum: "5.100.0",
  upperBound: awsProviderVersions.upperBound,
};

/** Environment variable that sets {@link Environment.providerRange} of all environments on AWS. */
export const providerRangeVariable = "LAKE_PROVIDER_RANGE";

/** The settings that decide which provider a stack gets. */
export type ProviderSettings = Pick<Environment, "emulator" | "providerRange">;

/** Versions of the provider that the stacks of an environment allow. Nothing else decides it. */
export function providerVersions(settings: ProviderSettings): ProviderVersions {
  return settings.emulator !== undefined || hasLoweredRange(settings)
    ? emulatorProviderVersions
    : awsProviderVersions;
}

/** Versions in Terraform's form: `>= 6.40.0, < 7.0.0`. */
export function versionConstraint({ minimum, upperBound }: ProviderVersions): string {
  return `>= ${minimum}, < ${upperBound}`;
}

/** Whether stacks for AWS allow the versions of the embedded AWS; its account is then the only one that they accept. */
export function hasLoweredRange({ emulator, providerRange }: ProviderSettings): boolean {
  return emulator === undefined && providerRange === "emulator";
}

/**
 * An environment with the range that the variable sets.
 *
 * @param value of {@link providerRangeVariable}; undefined or empty for none
 */
export function withProviderRange<Settings extends ProviderSettings>(
  environment: Settings,
  value: string | undefined,
): Settings {
  if (environment.emulator !== undefined || value === undefined || value === "") return environment;
  // Any other text is rejected when the configuration is validated.
  return { ...environment, providerRange: value as "emulator" };
}

/** Notes for environments whose range is lowered. */
export function providerRangeNotes(
  environments: readonly (ProviderSettings & Pick<Environment, "name">)[],
): string[] {
  return environments
    .filter(hasLoweredRange)
    .map(
      ({ name }) =>
        `environments.${name} allows provider ${versionConstraint(emulatorProviderVersions)}, for tests on the embedded AWS: Terraform refuses every account but ${emulatorAccountId}. Unset ${providerRangeVariable} before you deploy.`,
    );
}
