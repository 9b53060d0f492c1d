import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { datasets } from "../../fixtures/datasets";
import { environments } from "../../../config/environments";
import { projectFolder } from "../../../local/home/lake-home";
import { nextLock } from "../../../model/schema-evolution/next-lock";
import { renderLock, schemaOf } from "../../../model/schema-evolution/schema-lock";

/**
 * Puts the datasets of the tests, with their locks, in the place of those of a copy of the project. A process that a test
 * starts loads the real configuration, which Jest replaces only in its own.
 */
export function putFixtureDatasets(project: string): void {
  const folder = path.join(project, "config", "datasets");
  rmSync(folder, { recursive: true, force: true });
  cpSync(path.join(projectFolder, "__tests__/fixtures/datasets"), folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    const copy = path.join(folder, file);
    writeFileSync(copy, readFileSync(copy, "utf8").replaceAll("../../../config/", "../"));
  }
  for (const dataset of datasets) {
    const lock = nextLock({ dataset, declared: schemaOf(dataset, environments), changes: [] });
    writeFileSync(path.join(folder, `${dataset.name}.lock.json`), renderLock(lock));
  }
}
