import type { Environment } from "../../../model/environment/environment";
import { datasetNames, lakeNames } from "../../../model/naming/names";
import type { DatasetDeployment } from "./deployed-dataset";

/** What happens to a dataset in an environment that may have it, when it is removed from the configuration. */
export interface DeploymentEffect {
  readonly environment: string;
  readonly state: DatasetDeployment["state"];
  /** Resources that the next deploy destroys, by their names. */
  readonly destroyed: readonly string[];
  /** Where objects stay, until lifecycle rules expire them. */
  readonly kept: readonly string[];
}

/** What the next deploy does in each environment in which the dataset may be. */
export function deploymentEffects(
  dataset: string,
  deployments: readonly DatasetDeployment[],
): DeploymentEffect[] {
  return deployments
    .filter(({ state }) => state !== "not deployed")
    .map(({ environment, state }) => ({
      environment: environment.name,
      state,
      ...effectsIn(environment, dataset),
    }));
}

/** The effects as lines of text. */
export function describeEffects(effects: readonly DeploymentEffect[]): string[] {
  return [
    ...(effects.length === 0
      ? ["No environment on AWS has it, so no deploy there destroys anything."]
      : []),
    ...effects.flatMap(({ environment, state, destroyed, kept }) => [
      `${environment}${state === "unknown" ? ", if it is deployed there" : ""}: the next deploy destroys ${destroyed.join(", ")}, with what the stream still holds.`,
      `  These objects stay, and no table shows them: ${kept.join(", ")}`,
    ]),
    "The embedded AWS, if it has it: the next `npx lake up` destroys its stream and tables; its objects stay until `npx lake down --delete`.",
  ];
}

function effectsIn(
  { project, name, accountId, existing, partitions }: Environment,
  dataset: string,
): Pick<DeploymentEffect, "destroyed" | "kept"> {
  const scope = { project, environment: name, accountId: accountId ?? "<account>", existing };
  const lake = lakeNames(scope);
  const names = datasetNames(scope, dataset);
  return {
    destroyed: [
      `stream ${names.stream}`,
      `delivery stream ${names.deliveryStream}`,
      `tables ${names.table} and ${names.errorTable}`,
      ...(partitions?.type === "projection" ? [] : [`crawler ${names.crawler}`]),
      `function ${names.publisherFunction}`,
    ],
    kept: [
      `s3://${lake.lakeBucket}/${names.dataPrefix}`,
      `s3://${lake.lakeBucket}/${names.errorPrefix}`,
      `s3://${lake.rawBucket}/${names.rawPrefix}`,
    ],
  };
}
