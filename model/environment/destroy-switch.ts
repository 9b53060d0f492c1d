import type { Environment } from "./environment";
import type { ConfigViolation } from "../validation/config-violation";
import type { RemovalPolicy } from "./removal-policy";

/** Environment variable with the name of the one environment whose data a deploy or destroy may delete. */
export const destroySwitch = "LAKE_ALLOW_DESTROY";

type RemovalSettings = Pick<Environment, "name" | "removalPolicy" | "emulator">;

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
  const isSwitched = emulator !== undefined || allowDestroy === name;
  return removalPolicy === "destroy" && isSwitched ? "destroy" : "retain";
}

/** Violations of a variable without effect: whoever set it intends to destroy, and would wonder why nothing is destroyed. */
export function checkDestroySwitch(
  environments: readonly RemovalSettings[],
  allowDestroy: string | undefined,
): ConfigViolation[] {
  if (allowDestroy === undefined) return [];
  const named = environments.find(({ name }) => name === allowDestroy);
  const destroyable = environments
    .filter(({ removalPolicy }) => removalPolicy === "destroy")
    .map(({ name }) => name);
  const choices = destroyable.map((name) => JSON.stringify(name)).join(", ");
  const common = { path: destroySwitch, received: allowDestroy };
  if (named === undefined) {
    return [
      {
        ...common,
        problem: "is not the name of an environment",
        expected: `the exact name of an environment that may be destroyed: ${choices || "there is none"}`,
        fix: "Set it to that name, or unset it to keep all data.",
      },
    ];
  }
  if (named.removalPolicy === "destroy") return [];
  return [
    {
      ...common,
      problem: "names an environment that keeps its data",
      expected: `one whose removalPolicy is "destroy": ${choices || "there is none"}`,
      fix: `Unset it, or first set removalPolicy: "destroy" for ${allowDestroy} in config/environments.ts.`,
    },
  ];
}

/** Notes for environments with `removalPolicy: "destroy"` whose data is kept because the variable is not set. */
export function destroySwitchNotes(
  environments: readonly RemovalSettings[],
  allowDestroy: string | undefined,
): string[] {
  return environments
    .filter(
      (each) =>
        each.removalPolicy === "destroy" && effectiveRemovalPolicy(each, allowDestroy) === "retain",
    )
    .map(
      ({ name }) =>
        `environments.${name} has removalPolicy: "destroy", but keeps its data until ${destroySwitch}=${name} is set too.`,
    );
}
