import type { Environment } from "./environment";
import type { ConfigViolation } from "../validation/config-violation";
import type { RemovalPolicy } from "./removal-policy";

/** Environment variable with the names of the environments whose data may be deleted, separated by commas. */
export const destroySwitch = "LAKE_ALLOW_DESTROY";

type RemovalSettings = Pick<Environment, "name" | "removalPolicy" | "emulator">;

/** Whether the variable names an environment. */
export function isDestroyAllowed(environment: string, allowDestroy: string | undefined): boolean {
  return namesIn(allowDestroy).includes(environment);
}

function namesIn(allowDestroy = ""): string[] {
  return allowDestroy.split(",").map((name) => name.trim());
}

/**
 * The effective removal policy: deleting data takes both the environment's `removalPolicy` and the variable. The embedded
 * AWS, which can be recreated at any time, does not need the variable.
 *
 * @param allowDestroy value of {@link destroySwitch}
 */
export function effectiveRemovalPolicy(
  environment: RemovalSettings,
  allowDestroy?: string,
): RemovalPolicy {
  const { name, removalPolicy, emulator } = environment;
  const isSwitched = emulator !== undefined || isDestroyAllowed(name, allowDestroy);
  return removalPolicy === "destroy" && isSwitched ? "destroy" : "retain";
}

/** Violations of a variable without effect: whoever set it intends to destroy, and would wonder why nothing is destroyed. */
export function checkDestroySwitch(
  environments: readonly RemovalSettings[],
  allowDestroy: string | undefined,
): ConfigViolation[] {
  if (allowDestroy === undefined) return [];
  const destroyable = environments
    .filter(({ removalPolicy }) => removalPolicy === "destroy")
    .map(({ name }) => name);
  const choices = destroyable.map((name) => JSON.stringify(name)).join(", ") || "there is none";
  return namesIn(allowDestroy).flatMap((allowed) => {
    const named = environments.find(({ name }) => name === allowed);
    if (named?.removalPolicy === "destroy") return [];
    return [
      named === undefined
        ? {
            path: destroySwitch,
            problem: "is not the name of an environment",
            received: allowed,
            expected: `the exact name of an environment that may be destroyed: ${choices}`,
            fix: "Set it to that name, or to several separated by commas, or unset it to keep all data.",
          }
        : {
            path: destroySwitch,
            problem: "names an environment that keeps its data",
            received: allowed,
            expected: `one whose removalPolicy is "destroy": ${choices}`,
            fix: `Unset it, or first set removalPolicy: "destroy" for ${allowed} in config/environments.ts.`,
          },
    ];
  });
}
