import { UserError } from "../../../errors/user-error";
import { destroySwitch, isDestroyAllowed } from "../../../model/environment/destroy-switch";
import type { DatasetDeployment } from "./deployed-dataset";

/**
 * Requires both keys for every environment in which the next deploy destroys a dataset's stream and table: its
 * `removalPolicy`, and the variable.
 *
 * @param allowDestroy value of the variable
 * @throws UserError with each environment that is in the way, and what to do
 */
export function requireDestroyable(
  dataset: string,
  deployments: readonly DatasetDeployment[],
  allowDestroy: string | undefined,
): void {
  const lines = deployments.flatMap(({ environment: { name, removalPolicy }, state, reason }) => {
    if (state === "not deployed") return [];
    const found =
      state === "deployed"
        ? `${name} has ${dataset} deployed`
        : `It is not known whether ${name} has ${dataset} deployed (${reason ?? "no answer"})`;
    if (removalPolicy !== "destroy") {
      return [`${found}, and keeps its data: removalPolicy is ${removalPolicy}.`];
    }
    return isDestroyAllowed(name, allowDestroy)
      ? []
      : [`${found}, and ${destroySwitch} does not name it.`];
  });
  if (lines.length === 0) return;
  const open = deployments.filter(({ state }) => state !== "not deployed");
  const unknown = open.filter(({ state }) => state === "unknown");
  throw new UserError(
    [
      "Nothing was changed, since the next deploy would destroy the stream and the table:",
      ...lines,
    ],
    [
      ...(unknown.length === 0
        ? []
        : [
            `Log in to those accounts; or, if it was never deployed there: ${unknown.map(({ environment: { name } }) => `--not-deployed ${name}`).join(" ")}.`,
          ]),
      `To destroy them, set removalPolicy: "destroy" in config/environments.ts, and ${destroySwitch}=${open.map(({ environment: { name } }) => name).join(",")}.`,
    ].join(" "),
  );
}
