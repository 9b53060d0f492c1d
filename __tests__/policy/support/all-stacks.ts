import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "cdktf";
import type { Dataset } from "../../../model/dataset/dataset";
import { environments } from "../../../config/environments";
import type { Environment } from "../../../model/environment/environment";
import { addEnvironmentStacks } from "../../../stacks/environment-stacks";
import { variantOfAll } from "../../support/api-models/lake-variants";
import { publisherPackage } from "../../support/plans/synth";

/** The committed environments, of which `prod` has all settings that go together. */
export const environmentsWithAllSettings: readonly Environment[] = environments.map(
  (environment) =>
    environment.name === "prod"
      ? {
          ...environment,
          ...variantOfAll.environment,
          // With a bucket for the state.
          accountId: "111122223333",
          state: environment.state,
        }
      : environment,
);

/** Synthesizes every stack of the environments, as `cdktf synth` does; returns the folder with one folder for each. */
export function synthesizeAll(
  environments: readonly Environment[],
  datasets: readonly Dataset[],
): string {
  const outdir = mkdtempSync(path.join(tmpdir(), "all-stacks-"));
  const app = new App({ outdir, stackTraces: false });
  const deployments = datasets.map((dataset) => ({
    dataset,
    publisherPackage: publisherPackage(),
  }));
  for (const environment of environments) {
    addEnvironmentStacks(app, { environment, datasets: deployments });
  }
  app.synth();
  return path.join(outdir, "stacks");
}

/** A change of a synthesized stack: an argument of a resource or data source, or its removal. */
export interface StackEdit {
  readonly stack: string;
  readonly kind: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** New values of arguments; without them the whole block is removed. */
  readonly change?: object;
}

/**
 * Changes the file of a synthesized stack.
 *
 * @throws Error if the stack has no such block
 */
export function editStack(folder: string, { stack, kind, type, name, change }: StackEdit): void {
  const file = path.join(folder, stack, "cdk.tf.json");
  // CDKTF writes blocks by kind, type and name.
  const content = JSON.parse(readFileSync(file, "utf8")) as Record<
    StackEdit["kind"],
    Record<string, Record<string, object>>
  >;
  const blocks = content[kind][type] ?? {};
  const block = blocks[name];
  if (block === undefined) throw new Error(`${stack} has no ${kind} ${type}.${name}`);
  if (change === undefined) delete blocks[name];
  else blocks[name] = { ...block, ...change };
  writeFileSync(file, JSON.stringify(content));
}
