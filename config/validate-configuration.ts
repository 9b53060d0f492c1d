import type { Dataset } from "./dataset";
import type { Environment } from "./environment";
import { editEnvironments } from "./fault";
import type { Fault } from "./fault";
import { errorTableName } from "./names";
import { stateBackendStackName } from "./state-location";
import { validateDataset } from "./validate-dataset";
import { validateGitHub } from "./validate-github";
import { validateExisting } from "./validate-existing";
import { validateEmulator, validateIdentity } from "./validate-identity";
import { validateNames } from "./validate-names";
import { validatePartitioned } from "./validate-partition-by";
import { validatePipeline } from "./validate-pipeline";
import { validateState } from "./validate-state";
import { validateStorage } from "./validate-storage";

/** All that is wrong in `config/`, so that one run shows everything there is to put right. */
export function validateConfiguration(
  environments: readonly Environment[],
  datasets: readonly Dataset[],
): Fault[] {
  const datasetFaults = datasets.flatMap(validateDataset);
  return [
    ...refuseTwins("environments", environments),
    ...refuseStackTwins(environments),
    ...refuseTwins("datasets", datasets),
    ...refuseErrorTables(datasets),
    ...datasetFaults,
    ...environments.flatMap((environment) => {
      const path = `environments.${environment.name}`;
      const identityFaults = validateIdentity(path, environment);
      const sound = identityFaults.length === 0 && datasetFaults.length === 0;
      return [
        ...identityFaults,
        ...validateState(path, environment),
        ...validateExisting(path, environment, datasets),
        ...validateStorage(path, environment),
        ...validatePipeline(path, environment),
        ...(datasetFaults.length === 0
          ? datasets.flatMap((dataset) => validatePartitioned(environment, dataset))
          : []),
        ...(environment.github === undefined
          ? []
          : validateGitHub(`${path}.github`, environment.github)),
        ...(environment.emulator === undefined
          ? []
          : validateEmulator(path, environment.emulator.endpointUrl)),
        // Names made of parts that are wrong already would only repeat those faults.
        ...(sound
          ? validateNames(
              environment,
              datasets.map(({ name }) => name),
            )
          : []),
      ];
    }),
  ];
}

function refuseTwins(what: string, named: readonly { readonly name: string }[]): Fault[] {
  const names = named.map(({ name }) => name);
  const twins = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twins].map((name) => ({
    path: `${what}.${name}`,
    wrong: "is there more than once",
    received: name,
    allowed: "each name once",
    remedy: what === "datasets" ? "Rename one of them in config/datasets/." : editEnvironments,
  }));
}

/** An environment whose stack has the name of the stack that makes another's state bucket. */
function refuseStackTwins(environments: readonly Environment[]): Fault[] {
  const names = new Set(environments.map(({ name }) => name));
  return environments
    .filter(
      (environment) =>
        environment.state?.type === "s3" && names.has(stateBackendStackName(environment.name)),
    )
    .map(({ name }) => ({
      path: `environments.${stateBackendStackName(name)}`,
      wrong: `has the name of the stack that makes the state bucket of ${name}`,
      received: stateBackendStackName(name),
      allowed: "any other name",
      remedy: editEnvironments,
    }));
}

/** A dataset whose table has the name that another's error table needs. */
function refuseErrorTables(datasets: readonly Dataset[]): Fault[] {
  const names = new Set(datasets.map(({ name }) => name));
  return [...names]
    .filter((name) => names.has(errorTableName(name)))
    .map((name) => ({
      path: `datasets.${errorTableName(name)}`,
      wrong: `has the name of the table of the records of ${name} that could not be delivered`,
      received: errorTableName(name),
      allowed: "any other name",
      remedy: "Rename one of them in config/datasets/.",
    }));
}
