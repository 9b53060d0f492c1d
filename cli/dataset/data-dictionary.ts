import { columnFields } from "../../model/dataset/column-fields";
import type { ColumnField } from "../../model/dataset/column-fields";
import type { ColumnType } from "../../model/dataset/column-type";
import { scalarSchema } from "../../model/contract/scalar-schema";
import type { Dataset, ValidationMode } from "../../model/dataset/dataset";
import { glueType } from "../../model/dataset/glue-type";
import { partitionKeysOf } from "../../model/dataset/partition-keys";
import { schemaFingerprint } from "../../model/schema-evolution/schema-fingerprint";

/** Examples of a field that the page shows. */
const SHOWN_EXAMPLES = 3;

/**
 * The data dictionary as a page of Markdown: every dataset with every field, what it means and what a producer sends.
 *
 * @param schemaPath address of a dataset's JSON Schema, seen from the page
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
    "Every dataset of the lake, field by field. SQL finds names in upper or lower case; JSON wants them as they stand here.",
    "[Datasets](datasets.md) tells what becomes of events that are not as the contract says.",
    "",
    ...table(
      ["Dataset", "What it is"],
      datasets.map(({ name, description }) => [`[${name}](#${name})`, description]),
    ),
    ...datasets.flatMap((dataset) => renderDataset(dataset, schemaPath(dataset))),
    "",
  ].join("\n");
}

const whatPublisherDoes: Readonly<Record<ValidationMode, string>> = {
  off: "sends events as they are",
  warn: "sends events that break the contract, and logs each violation",
  reject: "rejects events that break the contract",
};

function renderDataset(dataset: Dataset, schemaPath: string): string[] {
  const { name, description, columns, validation = "off" } = dataset;
  return [
    "",
    `## ${name}`,
    "",
    description,
    "",
    `- Contract: [${name}.schema.json](${schemaPath}), schema \`${schemaFingerprint(columns)}\``,
    `- Copies of an event are known by ${dataset.eventIdPath === undefined ? "being equal in every column" : code(dataset.eventIdPath)}`,
    `- The publisher ${whatPublisherDoes[validation]}`,
    `- Partition keys: ${partitionKeysOf(dataset)
      .map(({ name: key, type }) => code(`${key} ${type}`))
      .join(", ")}`,
    "",
    ...table(
      ["Field", "Type", "Null", "What it is", "What to send", "Examples", "Marks"],
      columnFields(columns).map((field) => fieldRow(dataset, field)),
    ),
  ];
}

function fieldRow(dataset: Dataset, { path, type, personal }: ColumnField): string[] {
  const { description = "", examples = [] } = type.notes;
  const isId = path === dataset.eventIdPath;
  const marks = [
    isId ? "event id" : "",
    path === dataset.eventTimePath ? "event time" : "",
    path === dataset.eventTypePath ? "event type" : "",
    path === dataset.partitionKeyPath ? "partition key in the stream" : "",
    ...(dataset.partitionBy ?? [])
      .filter((key) => key.path === path)
      .map((key) => `partition key ${key.name} of the table`),
    personal ? "personal" : "",
  ];
  return [
    code(path),
    code(typeName(type)),
    isId ? "no" : "yes",
    description,
    whatToSend(type),
    examples
      .slice(0, SHOWN_EXAMPLES)
      .map((example) => code(JSON.stringify(example)))
      .join(", "),
    marks.filter(Boolean).join(", "),
  ];
}

/** What has parts says so; the parts have rows of their own. */
function typeName(type: ColumnType): string {
  if (type.kind === "map") return `map by ${type.key.kind}`;
  return type.kind === "struct" || type.kind === "array" ? type.kind : glueType(type);
}

function whatToSend(type: ColumnType): string {
  if (type.kind === "array") return "an array";
  if (type.kind === "struct" || type.kind === "map") return "an object";
  return scalarSchema(type)["x-rule"] ?? "";
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
