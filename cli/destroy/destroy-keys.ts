import { UserError } from "../../errors/user-error";
import type { Environment } from "../../model/environment/environment";
import {
  checkDestroySwitch,
  destroySwitch,
  effectiveRemovalPolicy,
} from "../../model/environment/destroy-switch";
import { violationLine } from "../../model/validation/config-violation";

/** What is missing before an environment may be destroyed, and where to set it. */
export interface MissingKey {
  /** The environment's `removalPolicy`, or the variable. */
  readonly key: "removalPolicy" | "switch";
  readonly problem: string;
  readonly fix: string;
}

/**
 * The keys that an environment lacks: its `removalPolicy`, and the variable, which the embedded AWS does not need.
 *
 * @param allowDestroy value of the variable
 */
export function missingKeys(
  environment: Environment,
  allowDestroy: string | undefined,
): MissingKey[] {
  const { name, removalPolicy } = environment;
  const open = { ...environment, removalPolicy: "destroy" } as const;
  return [
    ...(removalPolicy === "destroy"
      ? []
      : [
          {
            key: "removalPolicy" as const,
            problem: `${name} keeps its data: its removalPolicy is "${removalPolicy}".`,
            fix: `In config/environments.ts, set removalPolicy: "destroy" for ${name}, in a reviewed commit.`,
          },
        ]),
    ...(effectiveRemovalPolicy(open, allowDestroy) === "destroy"
      ? []
      : [
          {
            key: "switch" as const,
            problem: `${destroySwitch} ${allowDestroy === undefined ? "is not set" : `is ${JSON.stringify(allowDestroy)}, which does not name ${name}`}.`,
            fix: `Set ${destroySwitch}=${name}.`,
          },
        ]),
  ];
}

/**
 * Requires both keys.
 *
 * @throws UserError with each that is missing
 */
export function requireKeys(name: string, missing: readonly MissingKey[]): void {
  if (missing.length === 0) return;
  throw new UserError(
    [`${name} was not destroyed:`, ...missing.map(({ problem }) => `  ${problem}`)],
    `${missing.map(({ fix }) => fix).join(" ")} What would be destroyed: npx lake destroy --env ${name} --dry-run`,
  );
}

/**
 * Rejects a variable without effect, with which no stack can be synthesized.
 *
 * @throws UserError with the names that are allowed
 */
export function rejectUselessSwitch(
  environments: readonly Environment[],
  allowDestroy: string | undefined,
): void {
  const violations = checkDestroySwitch(environments, allowDestroy);
  if (violations.length === 0) return;
  throw new UserError(violations.map(violationLine), "Nothing was destroyed.");
}
