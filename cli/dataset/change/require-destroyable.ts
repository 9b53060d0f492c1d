import { UserError } from "../../../errors/user-error";
import { destroySwitch, isDestroyAllowed } from "../../../model/environment/destroy-switch";
import { adviceOnUnknown, describeDeployment } from "./deployed-dataset";
import type { DatasetDeployment } from "./deployed-dataset";

/**
 * Requires both keys for every environment in which the next deploy destroys a dataset's stream and table: its
 * `removalPolicy`, and the variable.
 *
 * @param allowDestroy value of the variable
 * @param command that changes the dataset, as words of a command line
 * @throws UserError with each environment that is in the way, and what to do
 */
export function requireDestroyable(
  dataset: string,
  deployments: readonly DatasetDeployment[],
  allowDestroy: string | undefined,
  command: readonly string[],
): void {
  const open = deployments.filter(({ state }) => state !== "not deployed");
  const lines = open.flatMap((deployment) => {
    const { name, removalPolicy } = deployment.environment;
    const found = describeDeployment(dataset, deployment);
    if (removalPolicy !== "destroy") {
      return [`${found}, and keeps its data: removalPolicy is ${removalPolicy}.`];
    }
    return isDestroyAllowed(name, allowDestroy)
      ? []
      : [`${found}, and ${destroySwitch} does not name it.`];
  });
  if (lines.length === 0) return;
  const unknown = open.filter(({ state }) => state === "unknown");
  throw new UserError(
    [
      "Nothing was changed, since the next deploy would destroy the stream and the table:",
      ...lines,
    ],
    [
      ...(unknown.length === 0 ? [] : adviceOnUnknown(unknown, command)),
      `To destroy them, set removalPolicy: "destroy" in config/environments.ts, and ${destroySwitch}=${open.map(({ environment: { name } }) => name).join(",")}.`,
    ],
  );
}
