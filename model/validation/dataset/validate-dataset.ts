import type { ColumnType, Columns } from "../../dataset/column-type";
import { partitionKeyOrders, validationModes } from "../../dataset/dataset";
import type { Dataset } from "../../dataset/dataset";
import { checkOneOf } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { errorRoot } from "../../naming/names";
import { reservedWords } from "../../dataset/reserved-words";
import { editDataset } from "./dataset-violation";
import { rejectUnknownDatasetProperties } from "./unknown-dataset-properties";
import { validateColumns } from "./validate-columns";
import { validateDatasetStorage } from "./validate-iceberg";
import { validateJsonKeys } from "./validate-json-keys";
import { validateSource } from "./validate-source";
import { validatePartitionBy } from "./validate-partition-by";

/** Validates a dataset. */
export function validateDataset(dataset: Dataset): ConfigViolation[] {
  const path = `datasets.${dataset.name}`;
  const { name, columns } = dataset;
  return [
    ...rejectUnknownDatasetProperties(path, dataset),
    ...(isTableName(name)
      ? []
      : [
          {
            path: `${path}.name`,
            problem: "can't be the name of a table",
            received: name,
            expected: `a lower-case letter, then lower-case letters, digits and single underscores; no reserved word of SQL, and not "${errorRoot}"`,
            fix: editDataset,
          },
        ]),
    ...validateColumns(`${path}.columns`, columns),
    ...validateJsonKeys(`${path}.columns`, columns),
    ...validateDatasetStorage(path, dataset),
    ...validateDescriptions(path, dataset),
    ...validatePath(`${path}.partitionKeyPath`, dataset.partitionKeyPath, columns, scalar),
    ...validatePath(`${path}.eventIdPath`, dataset.eventIdPath, columns, identifier),
    ...validatePath(`${path}.eventTypePath`, dataset.eventTypePath, columns, scalar),
    ...validatePath(`${path}.eventTimePath`, dataset.eventTimePath, columns, timestamp),
    ...checkOneOf(
      `${path}.partitionKeyOrder`,
      dataset.partitionKeyOrder,
      partitionKeyOrders,
      editDataset,
    ),
    ...checkOneOf(`${path}.validation`, dataset.validation, validationModes, editDataset),
    ...validatePartitionBy(path, dataset),
    ...validateSource(`${path}.source`, dataset.source),
  ];
}

/** What the Data Catalog accepts as a text. */
interface DescriptionRule {
  /** The Data Catalog counts characters; Terraform's provider counts bytes, and rejects the plan. */
  readonly maxBytes: number;
  readonly pattern: RegExp;
  /** The pattern as text. */
  readonly characters: string;
}

/**
 * Descriptions of a table, and comments of a column, which have one line.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_Column.html
 */
const descriptionRules: Readonly<Record<"table" | "column", DescriptionRule>> = {
  table: {
    maxBytes: 2048,
    pattern: /^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}\r\n\t]*$/u,
    characters: "text without control characters other than line breaks and tabs",
  },
  column: {
    maxBytes: 255,
    pattern: /^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}\t]*$/u,
    characters: "one line of text, without control characters other than tabs",
  },
};

function validateDescriptions(path: string, { description, columns }: Dataset): ConfigViolation[] {
  return [
    ...validateDescription(`${path}.description`, description, descriptionRules.table),
    ...Object.entries(columns).flatMap(([name, { notes }]) =>
      validateDescription(
        `${path}.columns.${name}.description`,
        notes.description ?? "",
        descriptionRules.column,
      ),
    ),
  ];
}

function validateDescription(
  path: string,
  text: string,
  { maxBytes, pattern, characters }: DescriptionRule,
): ConfigViolation[] {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    return [
      {
        path,
        problem: "is too long",
        received: `${bytes} bytes`,
        expected: `at most ${maxBytes} bytes in UTF-8, which has up to four for a character`,
        fix: editDataset,
      },
    ];
  }
  if (pattern.test(text)) return [];
  return [
    {
      path,
      problem: "has characters that the Data Catalog rejects",
      received: text,
      expected: characters,
      fix: editDataset,
    },
  ];
}

// The name is a prefix next to the error prefix in the raw bucket, and other names have hyphens for its underscores.
function isTableName(name: string): boolean {
  return (
    /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) && !reservedWords.has(name) && name !== errorRoot
  );
}

interface FieldRequirement {
  readonly what: string;
  readonly accepts: (type: ColumnType) => boolean;
}

const scalar: FieldRequirement = {
  what: "a field that is not a struct, array or map",
  accepts: ({ kind }) => !["struct", "array", "map"].includes(kind),
};

// Fractions and times can be written in several ways, so duplicates would not be detected.
const identifier: FieldRequirement = {
  what: "a text or integer field",
  accepts: ({ kind }) =>
    ["string", "char", "varchar", "tinyint", "smallint", "int", "bigint"].includes(kind),
};

const timestamp: FieldRequirement = {
  what: "a field of type timestamp",
  accepts: ({ kind }) => kind === "timestamp",
};

function validatePath(
  at: string,
  path: string | undefined,
  columns: Columns,
  { what, accepts }: FieldRequirement,
): ConfigViolation[] {
  if (path === undefined) return [];
  const type = fieldAt(columns, path.split("."));
  if (type !== undefined && accepts(type)) return [];
  return [
    {
      path: at,
      problem: type === undefined ? "is not a field of the dataset" : "is a field of another type",
      received: path,
      expected: `the dotted path of ${what}`,
      fix: editDataset,
    },
  ];
}

function fieldAt(fields: Columns, [first = "", ...rest]: string[]): ColumnType | undefined {
  const type = Object.hasOwn(fields, first) ? fields[first] : undefined;
  if (type === undefined || rest.length === 0) return type;
  return type.kind === "struct" ? fieldAt(type.fields, rest) : undefined;
}
