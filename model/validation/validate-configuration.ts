import type { Dataset } from "../dataset/dataset";
import type { Environment } from "../environment/environment";
import { editEnvironments } from "./fault";
import type { Fault } from "./fault";
import { errorTableName } from "../naming/names";
import { stateBackendStackName } from "../naming/state-location";
import { validateDataset } from "./dataset/validate-dataset";
import { validateGitHub } from "./environment/validate-github";
import { rejectSharedPrefixes } from "./environment/validate-environment-names";
import { validateExisting } from "./environment/validate-existing";
import { validateEmulator, validateIdentity } from "./environment/validate-identity";
import { validateLakeFormation } from "./environment/validate-lake-formation";
import { validateNames } from "./environment/validate-names";
import { validatePartitioned } from "./dataset/validate-partition-by";
import { validatePipeline } from "./environment/validate-pipeline";
import { validateState } from "./environment/validate-state";
import { validateStorage } from "./environment/validate-storage";

/**
 * All that is wrong in `config/`, so that one run shows everything there is to put right. It never throws, whatever the
 * values are: a configuration may come from code without types.
 */
export function validateConfiguration(
  environments: readonly Environment[],
  datasets: readonly Dataset[],
): Fault[] {
  const named = { environments: environments.filter(hasName), datasets: datasets.filter(hasName) };
  const datasetFaults = named.datasets.flatMap((dataset) =>
    checkForm(`datasets.${dataset.name}`, dataset, () => validateDataset(dataset)),
  );
  return [
    ...refuseNameless("environments", environments),
    ...refuseNameless("datasets", datasets),
    ...refuseTwins("environments", named.environments),
    ...refuseStackTwins(named.environments),
    ...rejectSharedPrefixes(named.environments),
    ...refuseTwins("datasets", named.datasets),
    ...refuseErrorTables(named.datasets),
    ...datasetFaults,
    ...named.environments.flatMap((environment) => {
      const { github, emulator, lakeFormation } = environment;
      const path = `environments.${environment.name}`;
      const check = (validate: () => Fault[]) => checkForm(path, environment, validate);
      const identityFaults = check(() => validateIdentity(path, environment));
      const sound = identityFaults.length === 0 && datasetFaults.length === 0;
      return [
        ...identityFaults,
        ...check(() => validateState(path, environment)),
        ...check(() => validateExisting(path, environment, named.datasets)),
        ...check(() => validateStorage(path, environment)),
        ...check(() => validatePipeline(path, environment)),
        ...(datasetFaults.length === 0
          ? named.datasets.flatMap((dataset) =>
              check(() => validatePartitioned(environment, dataset)),
            )
          : []),
        ...(lakeFormation === undefined
          ? []
          : check(() => validateLakeFormation(`${path}.lakeFormation`, lakeFormation))),
        ...(github === undefined ? [] : check(() => validateGitHub(`${path}.github`, github))),
        ...(emulator === undefined
          ? []
          : check(() => validateEmulator(path, emulator.endpointUrl))),
        // Names made of parts that are wrong already would only repeat those faults.
        ...(sound
          ? check(() =>
              validateNames(
                environment,
                named.datasets.map(({ name }) => name),
              ),
            )
          : []),
      ];
    }),
  ];
}

function hasName(value: { readonly name: string }): boolean {
  // What the type promises and values from code without types do not keep.
  const given: { readonly name?: unknown } | null | undefined = value;
  return typeof given?.name === "string";
}

function refuseNameless(what: string, values: readonly { readonly name: string }[]): Fault[] {
  return values.flatMap((value, index) =>
    hasName(value)
      ? []
      : {
          path: `${what}[${index}]`,
          wrong: "has no name",
          received: value,
          allowed: "an object with a name",
          remedy: seeTypes,
        },
  );
}

const seeTypes = "Run `npm run typecheck`: it shows the place.";

/** A check that comes upon a value of another type than it reads has found a fault too. */
function checkForm(path: string, value: unknown, validate: () => Fault[]): Fault[] {
  try {
    return validate();
  } catch (error) {
    return [
      {
        path,
        wrong: `can't be read (${error instanceof Error ? error.message : String(error)})`,
        received: value,
        allowed: "what its TypeScript type says",
        remedy: seeTypes,
      },
    ];
  }
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
