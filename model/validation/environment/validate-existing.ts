import type { Dataset } from "../../dataset/dataset";
import type { Environment } from "../../environment/environment";
import type {
  ExistingDatasetResources,
  ExistingResources,
} from "../../environment/existing-resources";
import { checkText, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { describeRule, nameRules } from "../../naming/name-rules";
import type { NameRule } from "../../naming/name-rules";
import type { TextPattern } from "../patterns";

/** An id, since `terraform import` does not accept ARNs or aliases. */
const keyId = {
  pattern: /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  expected: 'the id of a KMS key such as "1234abcd-12ab-34cd-56ef-1234567890ab"',
};

const lakePatterns: Readonly<Record<keyof Omit<ExistingResources, "datasets">, TextPattern>> = {
  lakeBucket: patternOf(nameRules.bucket),
  rawBucket: patternOf(nameRules.bucket),
  bucketKeyId: keyId,
  streamKeyId: keyId,
  database: patternOf(nameRules.existingDatabase),
};

const datasetPatterns: Readonly<Record<keyof ExistingDatasetResources, TextPattern>> = {
  stream: patternOf(nameRules.stream),
  table: patternOf(nameRules.table),
  deliveryStream: patternOf(nameRules.deliveryStream),
  deliveryRole: patternOf(nameRules.role),
};

/** Validates the existing resources of an environment. */
export function validateExisting(
  environmentPath: string,
  { existing, accountId }: Environment,
  datasets: readonly Pick<Dataset, "name">[],
): ConfigViolation[] {
  if (existing === undefined) return [];
  const path = `${environmentPath}.existing`;
  const { datasets: ofDatasets = {}, ...lake } = existing;
  return [
    ...(accountId === undefined ? [missing(path, "accountId", "of the environment")] : []),
    ...checkPatterns(path, lake, lakePatterns),
    ...Object.entries(ofDatasets).flatMap(([name, of]) => {
      const at = `${path}.datasets.${name}`;
      if (datasets.every((dataset) => dataset.name !== name)) return [unknownDataset(at, name)];
      if (typeof of !== "object") return [notNames(at, of)];
      return [...checkPatterns(at, of, datasetPatterns), ...checkTogether(at, of, existing)];
    }),
  ];
}

/** Rejects resources that could be imported only by replacing another one that holds data. */
function checkTogether(
  path: string,
  { table, deliveryStream, deliveryRole, stream }: ExistingDatasetResources,
  { database }: ExistingResources,
): ConfigViolation[] {
  const isAlone = stream === undefined || deliveryRole === undefined;
  return [
    ...(table !== undefined && database === undefined
      ? [missing(`${path}.table`, "existing.database", "that holds the table")]
      : []),
    ...(deliveryStream !== undefined && isAlone
      ? [
          missing(
            `${path}.deliveryStream`,
            "stream and deliveryRole",
            "too, since with others Firehose would replace it",
          ),
        ]
      : []),
  ];
}

function patternOf(rule: NameRule): TextPattern {
  return { pattern: rule.pattern, expected: describeRule(rule) };
}

function checkPatterns(
  path: string,
  values: object,
  patterns: Readonly<Record<string, TextPattern>>,
): ConfigViolation[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]): ConfigViolation[] => {
    const expected = patterns[key];
    // Unknown names are rejected in every group of settings alike.
    if (value === undefined || expected === undefined) return [];
    return checkText(`${path}.${key}`, value, expected);
  });
}

function missing(path: string, what: string, why: string): ConfigViolation {
  return {
    path,
    problem: `needs ${what} ${why}`,
    received: undefined,
    expected: what,
    fix: editEnvironments,
  };
}

function notNames(path: string, received: unknown): ConfigViolation {
  return {
    path,
    problem: "is not an object",
    received,
    expected: `an object with ${Object.keys(datasetPatterns).join(", ")}`,
    fix: editEnvironments,
  };
}

function unknownDataset(path: string, name: string): ConfigViolation {
  return {
    path,
    problem: "is not a dataset",
    received: name,
    expected: "the name of a dataset in config/datasets/",
    fix: editEnvironments,
  };
}
