import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ImportBlock } from "../../model/environment/existing-resources";
import type { LakeHome } from "../../local/home/lake-home";

/** Files of the bootstrap of one environment in one account, readable only by their owner. */
export class BootstrapFolder {
  /** Terraform's CLI configuration. */
  readonly folder: string;
  /** The state until it is in the bucket; it survives an interrupted run. */
  readonly interimState: string;
  private runFolder: string | undefined;

  constructor(home: LakeHome, environment: string, accountId: string) {
    this.folder = path.join(home.folder, "bootstrap");
    this.interimState = path.join(this.folder, `${environment}-${accountId}.tfstate`);
    // States can contain secrets, although this one does not.
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /**
   * A folder for one run of Terraform, since two runs must not share Terraform's working files.
   *
   * @param stackFolder folder of the synthesized stack
   * @param imports resources that the stack imports into its state
   */
  prepareRun(stackFolder: string, imports: readonly ImportBlock[]): string {
    this.runFolder = mkdtempSync(path.join(this.folder, "run-"));
    copyFileSync(path.join(stackFolder, "cdk.tf.json"), path.join(this.runFolder, "cdk.tf.json"));
    if (imports.length > 0) this.write("adopted.tf.json", { import: imports });
    return this.runFolder;
  }

  /** Makes Terraform use the interim state for this run instead of the stack's backend. */
  useInterimState(): void {
    this.write(interimBackendFile, {
      terraform: { backend: { local: { path: this.interimState } } },
    });
  }

  /** Makes Terraform use the stack's backend for this run. */
  useBucket(): void {
    rmSync(path.join(this.run, interimBackendFile), { force: true });
  }

  /** Removes the interim state, after it was moved into the bucket. */
  removeInterimState(): void {
    for (const ending of ["", ".backup"]) rmSync(this.interimState + ending, { force: true });
  }

  /** Removes the files of this run. */
  clear(): void {
    if (this.runFolder !== undefined) rmSync(this.runFolder, { recursive: true, force: true });
  }

  private get run(): string {
    if (this.runFolder === undefined) throw new Error("prepareRun was not called");
    return this.runFolder;
  }

  private write(name: string, content: object): void {
    writeFileSync(path.join(this.run, name), JSON.stringify(content));
  }
}

// Terraform merges files with this suffix into the others, and a backend in one of them replaces the stack's:
// https://developer.hashicorp.com/terraform/language/files/override
const interimBackendFile = "interim_override.tf.json";
