import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ImportBlock } from "../../model/environment/existing-resources";
import type { LakeHome } from "../../local/home/lake-home";

/** Files of the bootstrap of one environment in one account, all of them for its owner's eyes only. */
export class BootstrapFolder {
  /** Terraform's CLI configuration. */
  readonly folder: string;
  /** The state until it lies in the bucket; it outlives a run that is interrupted. */
  readonly interimState: string;
  private runFolder: string | undefined;

  constructor(home: LakeHome, environment: string, accountId: string) {
    this.folder = path.join(home.folder, "bootstrap");
    this.interimState = path.join(this.folder, `${environment}-${accountId}.tfstate`);
    // States can hold secrets, even though this one holds none.
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /**
   * A folder for one run of Terraform, since two runs must not share Terraform's own notes.
   *
   * @param stackFolder where the stack was synthesized to
   * @param imports what the stack takes into its state
   */
  prepareRun(stackFolder: string, imports: readonly ImportBlock[]): string {
    this.runFolder = mkdtempSync(path.join(this.folder, "run-"));
    copyFileSync(path.join(stackFolder, "cdk.tf.json"), path.join(this.runFolder, "cdk.tf.json"));
    if (imports.length > 0) this.write("adopted.tf.json", { import: imports });
    return this.runFolder;
  }

  /** Makes Terraform keep the state of the run in the interim state, whatever backend the stack names. */
  useInterimState(): void {
    this.write(interimBackendFile, {
      terraform: { backend: { local: { path: this.interimState } } },
    });
  }

  /** Makes Terraform keep the state of the run where the stack says. */
  useBucket(): void {
    rmSync(path.join(this.run, interimBackendFile), { force: true });
  }

  /** Removes the interim state: for when it lies in the bucket. */
  removeInterimState(): void {
    for (const ending of ["", ".backup"]) rmSync(this.interimState + ending, { force: true });
  }

  /** Removes what was for one run only. */
  clear(): void {
    if (this.runFolder !== undefined) rmSync(this.runFolder, { recursive: true, force: true });
  }

  private get run(): string {
    if (this.runFolder === undefined) throw new Error("No run was prepared");
    return this.runFolder;
  }

  private write(name: string, content: object): void {
    writeFileSync(path.join(this.run, name), JSON.stringify(content));
  }
}

// Terraform merges files whose names end so into the others, and a backend in one of them replaces the stack's:
// https://developer.hashicorp.com/terraform/language/files/override
const interimBackendFile = "interim_override.tf.json";
