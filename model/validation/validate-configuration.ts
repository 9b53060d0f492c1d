import type { Dataset } from "../dataset/dataset";
import type { Environment } from "../environment/environment";
import { editEnvironments, violationLine } from "./config-violation";
import type { ConfigViolation } from "./config-violation";
import { errorTableName } from "../naming/names";
import type { SchemaLock } from "../schema-evolution/schema-lock";
import { stateBackendStackName } from "../naming/state-location";
import { validateDataset } from "./dataset/validate-dataset";
import { validateIcebergRegion } from "./dataset/validate-iceberg";
import { validateGroups } from "./environment/validate-groups";
import { validateGitHub } from "./environment/validate-github";
import { rejectSharedPrefixes } from "./environment/validate-environment-names";
import { validateExisting } from "./environment/validate-existing";
import { validateEmulator, validateIdentity } from "./environment/validate-identity";
import { validateLakeFormation } from "./environment/validate-lake-formation";
import { validateNames } from "./environment/validate-names";
import { validateEnvironmentPartitions } from "./dataset/validate-partition-by";
import { checkProjection } from "./environment/validate-projection";
import { validatePipeline } from "./environment/validate-pipeline";
import { validateState } from "./environment/validate-state";
import { rejectUnknownSettings } from "./environment/unknown-settings";
import { validateStorage } from "./environment/validate-storage";

/** What a configuration is validated against. */
export interface ValidationContext {
  /** @default - no dataset is published */
  readonly locks?: readonly SchemaLock[];
  /** @default - the current time */
  readonly now?: Date;
}

/**
 * Returns all violations in `config/`, so that one run shows everything that has to be fixed. It never throws, whatever the
 * values are: a configuration may come from untyped code.
 */
export function validateConfiguration(
  environments: readonly Environment[],
  datasets: readonly Dataset[],
  { locks = [], now = new Date() }: ValidationContext = {},
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
      const unknownSettings = check(() => rejectUnknownSettings(path, environment));
      const groupViolations = validateGroups(path, environment);
      // Everything else reads the settings in these groups.
      if (groupViolations.length > 0) return [...unknownSettings, ...groupViolations];
      const identityViolations = check(() => validateIdentity(path, environment));
      const pipelineViolations = check(() => validatePipeline(path, environment, now));
      const hasValidPartitions = !pipelineViolations.some(({ path: at }) =>
        at.startsWith(`${path}.partitions`),
      );
      const valid = identityViolations.length === 0 && datasetViolations.length === 0;
      return [
        ...unknownSettings,
        ...identityViolations,
        ...check(() => validateState(path, environment)),
        ...check(() => validateExisting(path, environment, named.datasets)),
        ...check(() => validateStorage(path, environment)),
        ...pipelineViolations,
        ...(datasetViolations.length === 0
          ? named.datasets.flatMap((dataset) =>
              check(() => [
                ...validateEnvironmentPartitions(environment, dataset),
                ...validateIcebergRegion(environment, dataset),
                ...(hasValidPartitions
                  ? checkProjection(environment, dataset, locks, now).violations
                  : []),
              ]),
            )
          : []),
        ...(lakeFormation === undefined
          ? []
          : check(() => validateLakeFormation(`${path}.lakeFormation`, lakeFormation))),
        ...(github === undefined ? [] : check(() => validateGitHub(`${path}.github`, github))),
        ...(emulator === undefined ? [] : check(() => validateEmulator(path, emulator))),
        // Names derived from invalid values would only repeat those violations.
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

/**
 * Lines about projected tables that keep working as they were published, but should be changed: a warning, where the same
 * of a new table is a violation.
 */
export function projectionWarnings(
  environments: readonly Environment[],
  datasets: readonly Dataset[],
  { locks = [], now = new Date() }: ValidationContext = {},
): string[] {
  return environments.flatMap((environment) =>
    datasets.flatMap((dataset) =>
      checkProjection(environment, dataset, locks, now).warnings.map(
        (warning) => `Warning: ${violationLine(warning)}`,
      ),
    ),
  );
}

function hasName(value: { readonly name: string }): boolean {
  // Values from untyped code may not have the declared type.
  const untyped: { readonly name?: unknown } | null | undefined = value;
  return typeof untyped?.name === "string";
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

const seeTypes = "Run `npm run typecheck`: it shows the location.";

/** Runs a check, and reports what it throws as a violation: the value does not have the declared type. */
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
        expected: "a value of its TypeScript type",
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
    problem: "exists more than once",
    received: name,
    expected: "each name once",
    fix: what === "datasets" ? "Rename one of them in config/datasets/." : editEnvironments,
  }));
}

/** Rejects an environment whose stack has the name of another environment's state stack. */
function rejectDuplicateStacks(environments: readonly Environment[]): ConfigViolation[] {
  const names = new Set(environments.map(({ name }) => name));
  return environments
    .filter(
      (environment) =>
        environment.state?.type === "s3" && names.has(stateBackendStackName(environment.name)),
    )
    .map(({ name }) => ({
      path: `environments.${stateBackendStackName(name)}`,
      problem: `has the name of the stack with the state bucket of ${name}`,
      received: stateBackendStackName(name),
      expected: "any other name",
      fix: editEnvironments,
    }));
}

/** Rejects a dataset whose table has the name of another dataset's error table. */
function rejectErrorTableNames(datasets: readonly Dataset[]): ConfigViolation[] {
  const names = new Set(datasets.map(({ name }) => name));
  return [...names]
    .filter((name) => names.has(errorTableName(name)))
    .map((name) => ({
      path: `datasets.${errorTableName(name)}`,
      problem: `has the name of the error table of ${name}`,
      received: errorTableName(name),
      expected: "any other name",
      fix: "Rename one of them in config/datasets/.",
    }));
}
