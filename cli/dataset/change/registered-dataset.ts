import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../../errors/user-error";
import type { Dataset } from "../../../model/dataset/dataset";
import { findDataset } from "../../target/find-dataset";
import { importOf, listedConstants, withListed } from "../dataset-index";

/** Where a dataset of the lake is written. */
export interface RegisteredDataset {
  readonly dataset: Dataset;
  /** Name of its constant. */
  readonly constant: string;
  /** Its file without the ending: `web-orders`. */
  readonly base: string;
  /** Text of `index.ts`. */
  readonly index: string;
  /** Constants in the list. */
  readonly listed: readonly string[];
}

/**
 * Finds the file and the constant of a dataset by the list in `index.ts`.
 *
 * @param folder the project's `config/datasets`
 * @throws UserError for an unknown dataset, or a list that can't be parsed
 */
export function findRegistered(
  name: string,
  folder: string,
  datasets: readonly Dataset[],
): RegisteredDataset {
  const dataset = findDataset(name, datasets);
  const index = readFileSync(path.join(folder, "index.ts"), "utf8");
  const listed = listedConstants(index) ?? [];
  // The list and the loaded datasets are in the same order.
  const constant = listed[datasets.indexOf(dataset)];
  const imported = [...index.matchAll(/^import \{ (\w+) \} from "\.\/([\w-]+)";$/gm)];
  const base = imported.find(([, each]) => each === constant)?.[2];
  if (constant === undefined || base === undefined || listed.length !== datasets.length) {
    throw new UserError(
      `config/datasets/index.ts has no import and no place in its list that belong to ${name}.`,
      `Restore the form that \`lake dataset add\` writes: import { orders } from "./orders"; … datasets: readonly Dataset[] = [orders];`,
    );
  }
  return { dataset, constant, base, index, listed };
}

/** The text of `index.ts` with other constants in its list, and another import of one of them or none. */
export function changedIndex(
  { index, constant, base, listed }: RegisteredDataset,
  successor?: { readonly constant: string; readonly base: string },
): string {
  const imported = successor === undefined ? "" : importOf(successor.constant, successor.base);
  const constants = listed.flatMap((each) => {
    if (each !== constant) return [each];
    return successor === undefined ? [] : [successor.constant];
  });
  return withListed(index.replace(importOf(constant, base), imported), constants);
}
