import { columnFields } from "../../dataset/column-fields";
import type { ColumnType } from "../../dataset/column-type";
import type { Dataset } from "../../dataset/dataset";
import { resolveDelivery } from "../../environment/resolve-environment";
import type { Environment } from "../../environment/environment";
import { checkOneOf } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { nameProblem, nameRules, describeRule } from "../../naming/name-rules";
import {
  maxPartitionValueLength,
  partitionGranularities,
  unknownPartition,
} from "../../dataset/partition-by";
import type { PartitionField } from "../../dataset/partition-by";
import { timeKeys } from "../../dataset/partition-keys";
import { reservedWords } from "../../dataset/reserved-words";
import { datasetViolation, editDataset } from "./dataset-violation";

const partitionByFormat = 'a list such as [{ name: "country_code", path: "buyer.country" }]';

/** Validates the partitioning of a dataset. */
export function validatePartitionBy(path: string, dataset: Dataset): ConfigViolation[] {
  const { partitionBy = [], partitionGranularity } = dataset;
  if (!isList(partitionBy)) {
    return [
      datasetViolation(`${path}.partitionBy`, "is not a list", partitionBy, partitionByFormat),
    ];
  }
  const names = partitionBy.map(({ name }) => name);
  return [
    ...checkOneOf(
      `${path}.partitionGranularity`,
      partitionGranularity,
      partitionGranularities,
      editDataset,
    ),
    ...partitionBy.flatMap((field, index) => {
      const at = `${path}.partitionBy[${index}]`;
      return [
        ...validateName(`${at}.name`, field.name, dataset, names.slice(0, index)),
        ...validateField(`${at}.path`, field.path, dataset),
        ...validateValues(`${at}.values`, field),
      ];
    }),
  ];
}

/** Validates the settings of an environment that depend on the partitioning of a dataset. */
export function validateEnvironmentPartitions(
  environment: Environment,
  dataset: Dataset,
): ConfigViolation[] {
  const { partitionBy = [] } = dataset;
  if (partitionBy.length === 0) return [];
  const path = `environments.${environment.name}`;
  const { intervalSeconds } = resolveDelivery(environment.delivery).buffering;
  const violations: ConfigViolation[] = [];
  if (intervalSeconds === 0) {
    // https://docs.aws.amazon.com/firehose/latest/dev/buffering.html
    violations.push({
      path: `${path}.delivery.buffering.intervalSeconds`,
      problem: `can't be 0 for ${dataset.name}, which Firehose partitions dynamically`,
      received: 0,
      expected: "at least 1 second when a dataset has partitionBy",
      fix: `Increase it in config/environments.ts, or remove partitionBy from ${dataset.name}.`,
    });
  }
  if (environment.partitions?.type !== "projection") return violations;
  const undeclared = partitionBy.filter(({ values }) => values === undefined);
  return [
    ...violations,
    ...undeclared.map(({ name, values }) => ({
      path: `datasets.${dataset.name}.partitionBy.${name}.values`,
      problem: `are missing, but ${path} uses partition projection`,
      received: values,
      expected: "all values that get a partition, so that Athena can compute the partitions",
      fix: "Declare them in the dataset's file in config/datasets/, or use a crawler: partitions.type in config/environments.ts.",
    })),
  ];
}

function validateName(
  at: string,
  name: string,
  { columns }: Dataset,
  earlier: readonly string[],
): ConfigViolation[] {
  const rule = nameRules.table;
  if (
    typeof name !== "string" ||
    nameProblem(rule, name) !== undefined ||
    reservedWords.has(name)
  ) {
    const expected = `${describeRule(rule)}, and no reserved word of SQL`;
    return [datasetViolation(at, "can't be the name of a partition key", name, expected)];
  }
  const taken = [...timeKeys.map((key) => key.name), ...Object.keys(columns), ...earlier];
  if (!taken.includes(name)) return [];
  return [
    datasetViolation(at, "is already used", name, `any name but ${[...new Set(taken)].join(", ")}`),
  ];
}

// Without bigint, since jq reads numbers as doubles, and without fractions and times, which can be written in several ways.
const kinds: readonly ColumnType["kind"][] = [
  "string",
  "char",
  "varchar",
  "tinyint",
  "smallint",
  "int",
  "boolean",
];

function validateField(at: string, path: string, { columns }: Dataset): ConfigViolation[] {
  const field = columnFields(columns).find((each) => each.path === path);
  const expected = `the dotted path of a field of type ${kinds.join(", ")}`;
  if (field === undefined || /[[{]/.test(path)) {
    return [datasetViolation(at, "is not a field of the dataset", path, expected)];
  }
  if (!kinds.includes(field.type.kind)) {
    return [datasetViolation(at, "is a field of another type", path, expected)];
  }
  if (!field.personal) return [];
  return [
    datasetViolation(
      at,
      "is a field that is marked as personal",
      path,
      "a field that is not, since object keys are not encrypted and appear in logs",
    ),
  ];
}

const valuePattern = new RegExp(`^[A-Za-z0-9_.-]{1,${maxPartitionValueLength}}$`);

function validateValues(at: string, { values }: PartitionField): ConfigViolation[] {
  if (values === undefined) return [];
  if (!isList(values) || values.length === 0) {
    return [datasetViolation(at, "are not a list of values", values, "at least one value")];
  }
  const invalid = values.filter(
    (value, index) =>
      !valuePattern.test(value) || value === unknownPartition || values.indexOf(value) !== index,
  );
  if (invalid.length === 0) return [];
  const expected = `each value once, of 1 to ${maxPartitionValueLength} letters, digits and _.-, and not "${unknownPartition}", which always exists`;
  return [datasetViolation(at, "can't all be partitions", invalid, expected)];
}

// Not a type guard: it would turn the elements of a readonly array into "any".
function isList(value: unknown): boolean {
  return Array.isArray(value);
}
