import type { Environment } from "../../environment/environment";
import { editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { isRecord } from "../../../errors/is-record";

/** Paths of settings that are groups of other settings. */
const groups: readonly string[] = [
  "tags",
  "state",
  "lakeLifecycle",
  "stream",
  "stream.capacity",
  "delivery",
  "delivery.buffering",
  "delivery.backup",
  "delivery.backup.buffering",
  "partitions",
  "queries",
  "monitoring",
  "monitoring.tolerance",
  "lakeFormation",
  "serviceTrust",
  "github",
  "existing",
  "existing.datasets",
  "emulator",
];

/**
 * Rejects a group of settings that is not an object. Only untyped code can set one; without this check the defaults would
 * silently replace it.
 */
export function validateGroups(path: string, environment: Environment): ConfigViolation[] {
  return groups.flatMap((group) => {
    const value = valueAt(environment, group.split("."));
    if (value === undefined || value === null || isRecord(value)) return [];
    return {
      path: `${path}.${group}`,
      problem: "is not an object",
      received: value,
      expected: "an object with settings",
      fix: editEnvironments,
    };
  });
}

function valueAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (parent, name) => (isRecord(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined),
    value,
  );
}
