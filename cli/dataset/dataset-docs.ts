import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { eventSchema } from "../../model/contract/event-schema";
import type { Dataset } from "../../model/dataset/dataset";
import { renderDataDictionary } from "./data-dictionary";

/** Folder of the JSON Schemas; it contains nothing else. */
const SCHEMA_FOLDER = "schemas";
const SCHEMA_ENDING = ".schema.json";
const DICTIONARY = "docs/data/data-dictionary.md";

/** A file that is generated from the datasets, and whether it is current. */
export interface DatasetDoc {
  /** Path within the project. */
  readonly file: string;
  readonly state: "current" | "missing" | "outdated" | "orphaned";
}

/** All generated files of a project. */
export interface DatasetDocs {
  readonly docs: readonly DatasetDoc[];
  /** Writes what is missing or outdated, and removes schemas without a dataset. */
  readonly write: () => Promise<void>;
}

/** Compares JSON Schemas and data dictionary with the datasets. */
export function readDatasetDocs(datasets: readonly Dataset[], projectFolder: string): DatasetDocs {
  const expected = new Map(datasets.map((dataset) => [schemaFile(dataset), renderSchema(dataset)]));
  const folder = path.join(projectFolder, SCHEMA_FOLDER);
  const orphans = (existsSync(folder) ? readdirSync(folder) : [])
    .map((name) => `${SCHEMA_FOLDER}/${name}`)
    .filter((file) => file.endsWith(SCHEMA_ENDING) && !expected.has(file));
  expected.set(
    DICTIONARY,
    renderDataDictionary(datasets, (dataset) => `../../${schemaFile(dataset)}`),
  );
  return {
    docs: [
      ...[...expected].map(([file, text]) => ({ file, state: stateOf(projectFolder, file, text) })),
      ...orphans.map((file) => ({ file, state: "orphaned" as const })),
    ],
    write: async () => {
      for (const [file, text] of expected) {
        const target = path.join(projectFolder, file);
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, text);
      }
      for (const file of orphans) await rm(path.join(projectFolder, file));
    },
  };
}

function schemaFile({ name }: Dataset): string {
  return `${SCHEMA_FOLDER}/${name}${SCHEMA_ENDING}`;
}

/** JSON with lists of plain values on one line. */
function renderSchema(dataset: Dataset): string {
  const json = JSON.stringify(eventSchema(dataset), null, 2);
  const short = json.replaceAll(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_list, items: string) => `[${items.replaceAll(/\n\s+/g, " ")}]`,
  );
  return `${short}\n`;
}

function stateOf(projectFolder: string, file: string, text: string): DatasetDoc["state"] {
  const target = path.join(projectFolder, file);
  if (!existsSync(target)) return "missing";
  return readFileSync(target, "utf8") === text ? "current" : "outdated";
}
