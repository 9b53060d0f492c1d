import { providerRangeVariable, withProviderRange } from "./provider-versions";
import type { ProviderSettings } from "./provider-versions";
import { withRenamedSettings } from "./renamed-settings";
import { terraformBinaryVariable, withTerraformBinary } from "./terraform-binary";
import type { BinarySettings } from "./terraform-binary";

/**
 * An environment with its settings by their new names, and with what variables set: the range of the provider, and the program
 * that plans and applies.
 */
export function withVariables<Settings extends ProviderSettings & BinarySettings>(
  environment: Settings,
  variables: Readonly<Record<string, string | undefined>>,
): Settings {
  const ranged = withProviderRange(
    withRenamedSettings(environment),
    variables[providerRangeVariable],
  );
  return withTerraformBinary(ranged, variables[terraformBinaryVariable]);
}
