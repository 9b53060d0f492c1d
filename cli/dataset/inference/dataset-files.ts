import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Script } from "node:vm";
import { projectFolder } from "../../../local/home/lake-home";
import { UserError } from "../../../errors/user-error";
import { importOf, listedConstants, withListed } from "../dataset-index";

/** The file and the names of a new dataset. */
export interface DatasetFiles {
  /** Path of its file, relative to the project. */
  readonly file: string;
  readonly constant: string;
  /**
   * Writes the dataset and adds it to the list of datasets; both or none.
   *
   * @param source text of the dataset's file
   */
  readonly write: (source: string) => Promise<void>;
}

/**
 * Plans the files of a new dataset.
 *
 * @param folder the project's `config/datasets`
 * @param name a valid dataset name
 * @throws UserError if the file exists already, or the list of datasets can't be parsed
 */
export function planDatasetFiles(folder: string, name: string): DatasetFiles {
  const base = name.replaceAll("_", "-");
  const target = path.join(folder, `${base}.ts`);
  const file = `config/datasets/${base}.ts`;
  if (existsSync(target)) {
    throw new UserError(
      `${file} exists already.`,
      "Choose another name, or remove the file first.",
    );
  }
  const indexFile = path.join(folder, "index.ts");
  const index = readFileSync(indexFile, "utf8");
  const listed = listedConstants(index);
  if (listed === undefined) {
    throw new UserError(
      "config/datasets/index.ts has no list of the form `export const datasets: readonly Dataset[] = [...];`.",
      "Restore this form: the new dataset is added to that list.",
    );
  }
  const constant = constantFor(name, index);
  return {
    file,
    constant,
    write: async (source) => {
      const text = await formatSource(registered(index, listed, constant, base));
      writeFileSync(target, source, { flag: "wx" });
      try {
        writeFileSync(indexFile, text);
      } catch (error) {
        rmSync(target);
        throw error;
      }
    },
  };
}

/**
 * Formats TypeScript like the project's own files.
 *
 * @throws if the text is not TypeScript
 */
export async function formatSource(source: string): Promise<string> {
  const [{ format }, typescript, estree] = await Promise.all([
    import("prettier/standalone"),
    import("prettier/plugins/typescript"),
    import("prettier/plugins/estree"),
  ]);
  // Prettier's own documented file, whose options it checks itself.
  const options = JSON.parse(
    readFileSync(path.join(projectFolder, ".prettierrc.json"), "utf8"),
  ) as object;
  return format(source, {
    parser: "typescript",
    plugins: [typescript, estree],
    ...options,
  });
}

/** `web_orders` becomes `webOrders`; if that is a reserved word or taken, `webOrdersDataset`. */
export function constantFor(name: string, index: string): string {
  const constant = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const isTaken = new RegExp(`\\b${constant}\\b`).test(index) || !isIdentifier(constant);
  return isTaken || ["column", "defineDataset"].includes(constant)
    ? `${constant}Dataset`
    : constant;
}

function isIdentifier(word: string): boolean {
  try {
    // Compiled, but never run; the name has letters and digits only.
    return new Script(`"use strict"; const ${word} = 1;`) instanceof Script;
  } catch {
    return false;
  }
}

function registered(
  index: string,
  listed: readonly string[],
  constant: string,
  base: string,
): string {
  const statement = importOf(constant, base);
  const imports = [...index.matchAll(/^import .*;\n/gm)];
  // In alphabetical order among the other datasets.
  const next = imports.find(([line]) => line.includes('from "./') && line > statement);
  const last = imports.at(-1);
  const at = next?.index ?? (last === undefined ? 0 : last.index + last[0].length);
  const withImport = index.slice(0, at) + statement + index.slice(at);
  return withListed(withImport, [...listed, constant]);
}
