import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunningEmulator } from "../../support/emulator/running-emulator";
import type { PythonClient } from "./python-client";

/** The fields of dbt's `run_results.json` that the tests read. */
interface RunResults {
  readonly results: readonly {
    readonly unique_id: string;
    readonly status: string;
    readonly message: string | null;
  }[];
}

/** The fields of dbt's `catalog.json` that the tests read. */
interface Catalog {
  readonly nodes: Readonly<
    Record<string, { readonly columns: Readonly<Record<string, { readonly type: string }>> }>
  >;
}

/** A copy of the project of dbt in `programs/dbt`, against an embedded AWS. */
export class DbtProject {
  private constructor(
    private readonly client: PythonClient,
    private readonly variables: NodeJS.ProcessEnv,
    private readonly folder: string,
  ) {}

  static async copy(
    client: PythonClient,
    aws: RunningEmulator,
    bucket: string,
  ): Promise<DbtProject> {
    const folder = await mkdtemp(path.join(tmpdir(), "dbt-"));
    await cp(path.join(__dirname, "../programs/dbt"), folder, { recursive: true });
    return new DbtProject(client, { ...aws.variables, BUCKET: bucket }, folder);
  }

  /** Runs a command of dbt. */
  run(...args: string[]): ReturnType<PythonClient["run"]> {
    const project = ["--project-dir", this.folder, "--profiles-dir", this.folder];
    return this.client.run("dbt", ["--no-use-colors", ...args, ...project], this.variables);
  }

  /** Runs a command, and returns the status of each node, with the message of those that failed. */
  async results(...args: string[]): Promise<Record<string, string>> {
    await rm(this.file("run_results.json"), { force: true });
    const { stdout } = await this.run(...args);
    try {
      const { results } = await this.read<RunResults>("run_results.json");
      return Object.fromEntries(
        results.map(({ unique_id: id, status, message }) => [
          id.split(".").slice(0, 3).join("."),
          status === "error" ? `error: ${message}` : status,
        ]),
      );
    } catch {
      throw new Error(stdout);
    }
  }

  /** The columns of a model with their types, after `docs generate`. */
  async columns(model: string): Promise<(readonly [name: string, type: string])[]> {
    const { nodes } = await this.read<Catalog>("catalog.json");
    const { columns = {} } = nodes[`model.lake.${model}`] ?? {};
    return Object.entries(columns).map(([name, { type }]) => [name, type]);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  private file(name: string): string {
    return path.join(this.folder, "target", name);
  }

  /** Reads a file of dbt's own schema. */
  private async read<Schema>(name: string): Promise<Schema> {
    return JSON.parse(await readFile(this.file(name), "utf8")) as Schema;
  }
}
