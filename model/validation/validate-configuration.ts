import type { Dataset } from "../dataset/dataset";
import type { Environment } from "../environment/environment";
import { editEnvironments } from "./config-violation";
import type { ConfigViolation } from "./config-violation";
import { errorTableName } from "../naming/names";
import { stateBackendStackName } from "../naming/state-location";
import { validateDataset } from "./dataset/validate-dataset";
import { validateGitHub } from "./environment/validate-github";
import { rejectSharedPrefixes } from "./environment/validate-environment-names";
import { validateExisting } from "./environment/validate-existing";
import { validateEmulator, validateIdentity } from "./environment/validate-identity";
import { validateLakeFormation } from "./environment/validate-lake-formation";
import { validateNames } from "./environment/validate-names";
import { validateEnvironmentPartitions } from "./dataset/validate-partition-by";
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
): ConfigViolation[] {
  const named = { environments: environments.filter(hasName), datasets: datasets.filter(hasName) };
  const datasetViolations = named.datasets.flatMap((dataset) =>
    reportTypeErrors(`datasets.${dataset.name}`, dataset, () => validateDataset(dataset)),
  );
  return [
    ...rejectUnnamed("environments", environments),
    ...rejectUnnamed("datasets", datasets),
    ...rejectDuplicates("environments", named.environments),
    ...rejectDuplicateStacks(named.environments),
    ...rejectSharedPrefixes(named.environments),
    ...rejectDuplicates("datasets", named.datasets),
    ...rejectErrorTableNames(named.datasets),
    ...datasetViolations,
    ...named.environments.flatMap((environment) => {
      const { github, emulator, lakeFormation } = environment;
      const path = `environments.${environment.name}`;
      const check = (validate: () => ConfigViolation[]) =>
        reportTypeErrors(path, environment, validate);
      const identityViolations = check(() => validateIdentity(path, environment));
      const valid = identityViolations.length === 0 && datasetViolations.length === 0;
      return [
        ...identityViolations,
        ...check(() => validateState(path, environment)),
        ...check(() => validateExisting(path, environment, named.datasets)),
        ...check(() => validateStorage(path, environment)),
        ...check(() => validatePipeline(path, environment)),
        ...(datasetViolations.length === 0
          ? named.datasets.flatMap((dataset) =>
              check(() => validateEnvironmentPartitions(environment, dataset)),
            )
          : []),
        ...(lakeFormation === undefined
          ? []
          : check(() => validateLakeFormation(`${path}.lakeFormation`, lakeFormation))),
        ...(github === undefined ? [] : check(() => validateGitHub(`${path}.github`, github))),
        ...(emulator === undefined
          ? []
          : check(() => validateEmulator(path, emulator.endpointUrl))),
        // Names made of parts that are wrong already would only repeat those violations.
        ...(valid
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

function rejectUnnamed(
  what: string,
  values: readonly { readonly name: string }[],
): ConfigViolation[] {
  return values.flatMap((value, index) =>
    hasName(value)
      ? []
      : {
          path: `${what}[${index}]`,
          problem: "has no name",
          received: value,
          expected: "an object with a name",
          fix: seeTypes,
        },
  );
}

const seeTypes = "Run `npm run typecheck`: it shows the place.";

/** A check that comes upon a value of another type than it reads has found a violation too. */
function reportTypeErrors(
  path: string,
  value: unknown,
  validate: () => ConfigViolation[],
): ConfigViolation[] {
  try {
    return validate();
  } catch (error) {
    return [
      {
        path,
        problem: `can't be read (${error instanceof Error ? error.message : String(error)})`,
        received: value,
        expected: "what its TypeScript type says",
        fix: seeTypes,
      },
    ];
  }
}

function rejectDuplicates(
  what: string,
  named: readonly { readonly name: string }[],
): ConfigViolation[] {
  const names = named.map(({ name }) => name);
  const duplicates = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...duplicates].map((name) => ({
    path: `${what}.${name}`,
    problem: "is there more than once",
    received: name,
    expected: "each name once",
    fix: what === "datasets" ? "Rename one of them in config/datasets/." : editEnvironments,
  }));
}

/** An environment whose stack has the name of the stack that makes another's state bucket. */
function rejectDuplicateStacks(environments: readonly Environment[]): ConfigViolation[] {
  const names = new Set(environments.map(({ name }) => name));
  return environments
    .filter(
      (environment) =>
        environment.state?.type === "s3" && names.has(stateBackendStackName(environment.name)),
    )
    .map(({ name }) => ({
      path: `environments.${stateBackendStackName(name)}`,
      problem: `has the name of the stack that makes the state bucket of ${name}`,
      received: stateBackendStackName(name),
      expected: "any other name",
      fix: editEnvironments,
    }));
}

/** A dataset whose table has the name that another's error table needs. */
function rejectErrorTableNames(datasets: readonly Dataset[]): ConfigViolation[] {
  const names = new Set(datasets.map(({ name }) => name));
  return [...names]
    .filter((name) => names.has(errorTableName(name)))
    .map((name) => ({
      path: `datasets.${errorTableName(name)}`,
      problem: `has the name of the table of the records of ${name} that could not be delivered`,
      received: errorTableName(name),
      expected: "any other name",
      fix: "Rename one of them in config/datasets/.",
    }));
}
