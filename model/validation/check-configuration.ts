import type { Dataset } from "../dataset/dataset";
import { checkDestroySwitch, destroySwitchNotes } from "../environment/destroy-switch";
import type { Environment } from "../environment/environment";
import { violationLine } from "./config-violation";
import { checkSchemaLocks } from "../schema-evolution/schema-gate";
import { readLockFiles } from "../schema-evolution/schema-lock-files";
import { validateConfiguration } from "./validate-configuration";

/** All that is configured, and what was published and switched on. */
export interface Configuration {
  readonly environments: readonly Environment[];
  readonly datasets: readonly Dataset[];
  /** Absolute path of the folder that holds the datasets' locks. */
  readonly lockFolder: string;
  /** Name of the environment whose data may be destroyed, the second of two keys. */
  readonly allowDestroy: string | undefined;
}

/** What people are told before anything is synthesized. */
export interface ConfigurationCheck {
  /** A line for each violation; nothing is synthesized when there is one. */
  readonly violations: readonly string[];
  /** Lines on what is allowed, and had better be known. */
  readonly notes: readonly string[];
}

/** Holds the configuration against every rule, and every dataset against its lock. */
export function checkConfiguration(configuration: Configuration): ConfigurationCheck {
  const { environments, datasets, lockFolder, allowDestroy } = configuration;
  const violations = [
    ...validateConfiguration(environments, datasets),
    ...checkDestroySwitch(environments, allowDestroy),
  ];
  const gate = checkSchemaLocks(datasets, readLockFiles(lockFolder));
  return {
    violations: [...violations.map(violationLine), ...gate.violations],
    notes: [...gate.notes, ...destroySwitchNotes(environments, allowDestroy)],
  };
}
