import { columnFields } from "../../dataset/column-fields";
import type { ColumnType } from "../../dataset/column-type";
import type { Dataset } from "../../dataset/dataset";
import { storageFormats } from "../../dataset/storage-format";
import type { Environment } from "../../environment/environment";
import { checkOneOf } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { datasetViolation, editDataset } from "./dataset-violation";

/** Types that Iceberg lacks, with the type that holds the same values. */
const replacements: Readonly<Partial<Record<ColumnType["kind"], string>>> = {
  tinyint: "int",
  smallint: "int",
  char: "string",
  varchar: "string",
};

/**
 * Levels of nested values in an event that Firehose delivers to Iceberg tables.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-considerations.html
 */
const MAXIMUM_DEPTH = 16;

/**
 * Regions in which Firehose does not deliver to Iceberg tables.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/apache-iceberg-considerations.html
 */
const regionsWithout = /^(cn-|us-gov-|(ap-east-2|ap-southeast-5|ap-southeast-6|mx-central-1)$)/;

/** Validates the storage format of a dataset, and what an Iceberg table of it can't have. */
export function validateDatasetStorage(path: string, dataset: Dataset): ConfigViolation[] {
  return [
    ...checkOneOf(`${path}.storage`, dataset.storage, storageFormats, editDataset),
    ...(dataset.storage === "iceberg"
      ? [...rejectPartitions(path, dataset), ...rejectFields(path, dataset)]
      : rejectRenames(path, dataset)),
  ];
}

/** Rejects an environment in whose region Firehose can't deliver to the Iceberg table of a dataset. */
export function validateIcebergRegion(
  { name, region }: Environment,
  dataset: Dataset,
): ConfigViolation[] {
  if (dataset.storage !== "iceberg" || !regionsWithout.test(region)) return [];
  return [
    {
      path: `environments.${name}.region`,
      problem: `has no delivery to Iceberg tables, which ${dataset.name} has`,
      received: region,
      expected: "a region in which Firehose supports Apache Iceberg tables",
      fix: `Change it in config/environments.ts, or remove storage from ${dataset.name}.`,
    },
  ];
}

function rejectPartitions(path: string, dataset: Dataset): ConfigViolation[] {
  return (["partitionGranularity", "partitionBy"] as const)
    .filter((setting) => dataset[setting] !== undefined)
    .map((setting) =>
      datasetViolation(
        `${path}.${setting}`,
        "does not apply to an Iceberg table",
        dataset[setting],
        "no such setting: the table has no folders, and queries skip files by the smallest and largest value of each column",
      ),
    );
}

function rejectFields(path: string, { columns }: Dataset): ConfigViolation[] {
  return columnFields(columns).flatMap(({ path: field, type }) => {
    const at = `${path}.columns.${field}`;
    const keyType = type.kind === "map" ? type.key : undefined;
    return [
      ...rejectType(at, type),
      ...(keyType === undefined ? [] : rejectType(`${at}.key`, keyType)),
      // Firehose matches the keys of events exactly, and engines lower-case the names of columns and fields.
      ...(field === field.toLowerCase()
        ? []
        : [
            datasetViolation(
              at,
              "has an upper-case letter, which an Iceberg table's names don't have",
              field,
              "lower-case letters, digits and underscores, and the same in events: Firehose compares keys exactly",
            ),
          ]),
      ...(type.notes.from === undefined
        ? []
        : [
            datasetViolation(
              `${at}.from`,
              "does not apply to an Iceberg table",
              type.notes.from,
              "the name of the column as the key of events: Firehose has no mapping of keys for Iceberg tables",
            ),
          ]),
      ...(depthOf(field) <= MAXIMUM_DEPTH
        ? []
        : [
            datasetViolation(
              at,
              "is nested too deeply for Firehose",
              depthOf(field),
              `at most ${MAXIMUM_DEPTH} levels in an Iceberg table`,
            ),
          ]),
    ];
  });
}

function rejectType(at: string, type: ColumnType): ConfigViolation[] {
  const replacement = replacements[type.kind];
  if (replacement === undefined) return [];
  return [
    datasetViolation(at, "has a type that Iceberg lacks", type.kind, `column.${replacement}()`),
  ];
}

/** In a Parquet table, columns are found by name: a rename would be silent loss. */
function rejectRenames(path: string, { columns }: Dataset): ConfigViolation[] {
  return columnFields(columns)
    .filter(({ type }) => type.notes.renamedFrom !== undefined)
    .map(({ path: field, type }) =>
      datasetViolation(
        `${path}.columns.${field}.renamedFrom`,
        "applies to Iceberg tables only",
        type.notes.renamedFrom,
        "no rename: Athena finds columns of Parquet objects by their names",
      ),
    );
}

function depthOf(field: string): number {
  return field.split(/[.[{]/).length;
}
