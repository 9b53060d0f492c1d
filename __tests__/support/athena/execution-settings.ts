import type { ExecutionSettings } from "../../../local/athena/execution/work-group";

/** Settings of a query in a workgroup without settings of its own. */
export function executionSettings(overrides: Partial<ExecutionSettings> = {}): ExecutionSettings {
  return {
    name: "primary",
    outputLocation: "s3://results/",
    encryption: undefined,
    expectedBucketOwner: undefined,
    acl: undefined,
    scanLimit: undefined,
    selectedEngineVersion: "AUTO",
    enforced: false,
    ...overrides,
  };
}
