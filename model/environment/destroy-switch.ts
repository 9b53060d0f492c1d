import type { Environment } from "./environment";
import type { ConfigViolation } from "../validation/config-violation";
import type { RemovalPolicy } from "./removal-policy";

/** Environment variable that names the one environment whose data a deploy or a destroy may destroy. */
export const destroySwitch = "LAKE_ALLOW_DESTROY";

type Keys = Pick<Environment, "name" | "removalPolicy" | "emulator">;

/**
 * The removal policy that holds: destroying data takes the environment's own word and the switch. The embedded AWS,
 * which can be had again at any time, needs no switch.
 *
 * @param allowDestroy value of {@link destroySwitch}
 */
export function effectiveRemovalPolicy(environment: Keys, allowDestroy?: string): RemovalPolicy {
  const { name, removalPolicy, emulator } = environment;
  const isSwitched = emulator !== undefined || allowDestroy === name;
  return removalPolicy === "destroy" && isSwitched ? "destroy" : "retain";
}

/** A switch that would do nothing: someone means to destroy, and would wonder why it is refused. */
export function checkDestroySwitch(
  environments: readonly Keys[],
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
        problem: "names no environment",
        expected: `the exact name of one that may be destroyed: ${choices || "there is none"}`,
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

/** Says of each environment with one of the two keys that its data is kept, and how to turn the other. */
export function destroySwitchNotes(
  environments: readonly Keys[],
  allowDestroy: string | undefined,
): string[] {
  return environments
    .filter(
      (each) =>
        each.removalPolicy === "destroy" && effectiveRemovalPolicy(each, allowDestroy) === "retain",
    )
    .map(
      ({ name }) =>
        `environments.${name} says removalPolicy: "destroy", and keeps its data until ${destroySwitch}=${name} is set too.`,
    );
}
