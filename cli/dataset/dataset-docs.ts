import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { eventSchema } from "../../model/contract/event-schema";
import type { Dataset } from "../../model/dataset/dataset";
import { renderDataDictionary } from "./data-dictionary";

/** Folder of the JSON Schemas; nothing else lies in it. */
const SCHEMA_FOLDER = "schemas";
const SCHEMA_ENDING = ".schema.json";
const DICTIONARY = "docs/data/data-dictionary.md";

/** A file that is written from the datasets, and whether what is there is that. */
export interface DatasetDoc {
  /** Path within the project. */
  readonly file: string;
  readonly state: "current" | "missing" | "outdated" | "of no dataset";
}

/** All such files of a project. */
export interface DatasetDocs {
  readonly docs: readonly DatasetDoc[];
  /** Writes what is missing or outdated, and removes schemas of no dataset. */
  readonly write: () => Promise<void>;
}

/** Holds JSON Schemas and data dictionary against the datasets. */
export function readDatasetDocs(datasets: readonly Dataset[], projectFolder: string): DatasetDocs {
  const wanted = new Map(datasets.map((dataset) => [schemaFile(dataset), renderSchema(dataset)]));
  const folder = path.join(projectFolder, SCHEMA_FOLDER);
  const strangers = (existsSync(folder) ? readdirSync(folder) : [])
    .map((name) => `${SCHEMA_FOLDER}/${name}`)
    .filter((file) => file.endsWith(SCHEMA_ENDING) && !wanted.has(file));
  wanted.set(
    DICTIONARY,
    renderDataDictionary(datasets, (dataset) => `../../${schemaFile(dataset)}`),
  );
  return {
    docs: [
      ...[...wanted].map(([file, text]) => ({ file, state: stateOf(projectFolder, file, text) })),
      ...strangers.map((file) => ({ file, state: "of no dataset" as const })),
    ],
    write: async () => {
      for (const [file, text] of wanted) {
        const target = path.join(projectFolder, file);
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, text);
      }
      for (const file of strangers) await rm(path.join(projectFolder, file));
    },
  };
}

function schemaFile({ name }: Dataset): string {
  return `${SCHEMA_FOLDER}/${name}${SCHEMA_ENDING}`;
}

/** Lists of plain values on one line, as people write them. */
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
