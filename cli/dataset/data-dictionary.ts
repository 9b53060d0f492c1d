import { columnFields } from "../../model/dataset/column-fields";
import type { ColumnField } from "../../model/dataset/column-fields";
import type { ColumnType } from "../../model/dataset/column-type";
import { scalarSchema } from "../../model/contract/scalar-schema";
import type { Dataset, ValidationMode } from "../../model/dataset/dataset";
import { glueType } from "../../model/dataset/glue-type";
import { jsonKeyOf } from "../../model/dataset/json-keys";
import { dateKeys, partitionKeysOf } from "../../model/dataset/partition-keys";
import type { PartitionKey } from "../../model/dataset/partition-keys";
import type { StorageFormat } from "../../model/dataset/storage-format";
import { resolveDataset } from "../../model/dataset/resolve-dataset";
import type { ResolvedDataset } from "../../model/dataset/resolve-dataset";
import { schemaFingerprint } from "../../model/schema-evolution/schema-fingerprint";

/** The number of examples of a field. */
const SHOWN_EXAMPLES = 3;

/**
 * The data dictionary as Markdown: every field of every dataset with its meaning and its contract.
 *
 * @param schemaPath path of a dataset's JSON Schema, relative to the page
 */
export function renderDataDictionary(
  datasets: readonly Dataset[],
  schemaPath: (dataset: Dataset) => string,
): string {
  return [
    "# Data dictionary",
    "",
    "<!-- Written by `npx lake dataset docs`. Change config/datasets/ instead. -->",
    "",
    "Every field of every dataset. SQL is case-insensitive; JSON keys must be spelled as here, or as the mark of a",
    "column says. [Datasets](datasets.md) explains the types, and what happens to events that break the contract.",
    "",
    ...table(
      ["dataset", "description"],
      datasets.map(({ name, description }) => [`[${name}](#${name})`, description]),
    ),
    ...datasets.flatMap((dataset) => renderDataset(resolveDataset(dataset), schemaPath(dataset))),
    "",
  ].join("\n");
}

const publisherBehavior: Readonly<Record<ValidationMode, string>> = {
  off: "does not validate events",
  warn: "sends events that break the contract and logs each violation",
  reject: "rejects events that break the contract",
};

function renderDataset(dataset: ResolvedDataset, schemaPath: string): string[] {
  const { name, description, columns, validation } = dataset;
  return [
    "",
    `## ${name}`,
    "",
    description,
    "",
    `- Contract: [${name}.schema.json](${schemaPath}), schema \`${schemaFingerprint(columns)}\``,
    `- Duplicates: events with ${dataset.eventIdPath === undefined ? "the same value in every column" : `the same ${code(dataset.eventIdPath)}`}`,
    `- The publisher ${publisherBehavior[validation]}`,
    storageLine(dataset),
    "",
    ...table(
      ["field", "type", "nullable", "description", "contract", "examples", "marks"],
      columnFields(columns).map((field) => fieldRow(dataset, field)),
    ),
  ];
}

function storageLine(dataset: ResolvedDataset): string {
  if (dataset.storage === "iceberg") {
    return "- An [Iceberg table](../iceberg.md), without partition keys";
  }
  const keys = (all: readonly Pick<PartitionKey, "name" | "type">[], separator: string) =>
    all.map(({ name, type }) => code(`${name} ${type}`)).join(separator);
  return `- Partition keys: ${keys(partitionKeysOf(dataset), ", ")}; with partition projection ${keys(Object.values(dateKeys), " or ")} instead of the keys of time`;
}

function fieldRow(dataset: ResolvedDataset, { path, type, personal }: ColumnField): string[] {
  const { description = "", examples = [] } = type.notes;
  const isId = path === dataset.eventIdPath;
  const key = jsonKeyOf(path, type);
  const marks = [
    key === path ? "" : `JSON key ${code(key)}`,
    isId ? "event id" : "",
    path === dataset.eventTimePath ? "event time" : "",
    path === dataset.eventTypePath ? "event type" : "",
    path === dataset.partitionKeyPath ? "Kinesis partition key" : "",
    ...dataset.partitionBy
      .filter((key) => key.path === path)
      .map((key) => `partition key ${key.name} of the table`),
    personal ? "personal" : "",
  ];
  return [
    code(path),
    code(typeName(type)),
    isId ? "no" : "yes",
    description,
    contractText(type, dataset.storage),
    examples
      .slice(0, SHOWN_EXAMPLES)
      .map((example) => code(JSON.stringify(example)))
      .join(", "),
    marks.filter(Boolean).join(", "),
  ];
}

/** Type without its parts, which have rows of their own. */
function typeName(type: ColumnType): string {
  if (type.kind === "map") return `map by ${type.key.kind}`;
  return type.kind === "struct" || type.kind === "array" ? type.kind : glueType(type);
}

function contractText(type: ColumnType, storage: StorageFormat): string {
  if (type.kind === "array") return "an array";
  if (type.kind === "struct" || type.kind === "map") return "an object";
  return scalarSchema(type, storage)["x-rule"] ?? "";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
}

function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
