import type { Dataset } from "../dataset/dataset";
import { checkDestroySwitch } from "../environment/destroy-switch";
import type { Environment } from "../environment/environment";
import { providerRangeNotes } from "../environment/provider-versions";
import { checkRenamedSettings, renamedSettingNotes } from "../environment/renamed-settings";
import { checkTerraformBinary, terraformBinaryNotes } from "../environment/terraform-binary";
import { violationLine } from "./config-violation";
import { isSchemaLock, parseSchemaLock } from "../schema-evolution/parse-schema-lock";
import { checkSchemaLocks } from "../schema-evolution/schema-gate";
import { readLockFiles } from "../schema-evolution/schema-lock-files";
import { projectionWarnings, validateConfiguration } from "./validate-configuration";

/** The whole configuration, and the locks and the variables that it is checked with. */
export interface Configuration {
  readonly environments: readonly Environment[];
  readonly datasets: readonly Dataset[];
  /** Absolute path of the folder that holds the datasets' locks. */
  readonly lockFolder: string;
  /** Value of `destroySwitch`: name of the environment whose data may be destroyed. */
  readonly allowDestroy: string | undefined;
  /** Value of `terraformBinaryVariable`: the program that CDKTF runs. @default - Terraform */
  readonly terraformCommand?: string | undefined;
}

/** Result of the checks before anything is synthesized. */
export interface ConfigurationCheck {
  /** One line for each violation; nothing is synthesized if there is any. */
  readonly violations: readonly string[];
  /** Lines about what is allowed but should be known. */
  readonly notes: readonly string[];
}

/** Validates the configuration, and compares every dataset with its lock. */
export function checkConfiguration(configuration: Configuration): ConfigurationCheck {
  const { environments, datasets, lockFolder, allowDestroy, terraformCommand } = configuration;
  const files = readLockFiles(lockFolder);
  const locks = files.map((file) => parseSchemaLock(file)).filter(isSchemaLock);
  const found = [
    ...validateConfiguration(environments, datasets, { locks }),
    ...checkRenamedSettings(environments),
    ...checkDestroySwitch(environments, allowDestroy),
    ...checkTerraformBinary(environments, terraformCommand),
  ];
  // What is not valid can't be compared.
  const gate = checkSchemaLocks(datasets, files, found.length === 0 ? environments : undefined);
  const violations = [...found.map(violationLine), ...gate.violations];
  return {
    violations,
    notes: [
      ...renamedSettingNotes(environments),
      ...gate.notes,
      ...(violations.length === 0 ? projectionWarnings(environments, datasets, { locks }) : []),
      ...providerRangeNotes(environments),
      ...terraformBinaryNotes(environments, terraformCommand),
    ],
  };
}
