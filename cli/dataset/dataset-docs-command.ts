import { datasets as allDatasets } from "../../config/datasets";
import { projectFolder } from "../../local/home/lake-home";
import { UserError } from "../../errors/user-error";
import { readDatasetDocs } from "./dataset-docs";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";

/**
 * `lake dataset docs [--check]`: generates a JSON Schema for each dataset, and the data dictionary.
 *
 * @param props @default - the project and its datasets
 * @throws UserError with `check` if a file is missing or out of date
 */
export async function datasetDocsCommand(
  output: Output,
  options: { readonly check: boolean },
  props = { datasets: allDatasets, projectFolder },
): Promise<void> {
  const { docs, write } = readDatasetDocs(props.datasets, props.projectFolder);
  const stale = docs.filter(({ state }) => state !== "current");
  const written = !options.check && stale.length > 0;
  if (written) await write();
  const failure =
    options.check && stale.length > 0
      ? new UserError(
          `Out of date: ${stale.map(({ file }) => file).join(", ")}`,
          "Run `npx lake dataset docs` and commit what it writes.",
        )
      : undefined;
  const render = () =>
    renderTable(
      ["file", "was", "now"],
      docs.map(({ file, state }) => [file, state, written ? nowOf(state) : state]),
    );
  output.result({ written, docs }, render, failure);
  if (failure !== undefined) throw failure;
}

function nowOf(state: string): string {
  if (state === "current") return "current";
  return state === "orphaned" ? "removed" : "written";
}
