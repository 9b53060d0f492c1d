import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { terraformBinaryVariable } from "../../../../model/environment/terraform-binary";

/**
 * A Terraform that makes nothing, for commands that only drive it: as the real one it keeps a state and word of its
 * lock, and it can be held in the middle of an apply.
 */
export class FakeTerraform {
  /** Folder for the front of PATH. */
  readonly folder: string;
  private readonly holdFile: string;
  private readonly applyingFile: string;

  /**
   * @param parent where it is put
   * @param home of the embedded AWS
   */
  constructor(parent: string, home: string) {
    this.folder = path.join(parent, "bin");
    this.holdFile = path.join(parent, "hold");
    this.applyingFile = path.join(parent, "applying");
    mkdirSync(this.folder);
    const state = path.join(home, "embedded-aws", "terraform", "local.tfstate");
    const lock = path.join(path.dirname(state), ".local.tfstate.lock.info");
    const program = path.join(this.folder, "terraform");
    writeFileSync(
      program,
      `#!/bin/sh
case "$*" in
  *version*) echo 'Terraform v1.11.4' ;;
  *apply*)
    : > '${lock}'
    : > '${this.applyingFile}'
    while [ -e '${this.holdFile}' ]; do sleep 0.05; done
    echo '{"serial":1}' > '${state}'
    rm '${lock}'
    echo '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0,"operation":"apply"}}' ;;
esac
`,
    );
    chmodSync(program, 0o755);
  }

  /** The environment of a command that shall find it. */
  get environment(): NodeJS.ProcessEnv {
    return {
      PATH: `${this.folder}${path.delimiter}${process.env.PATH ?? ""}`,
      // Also in a run of the tests with OpenTofu.
      [terraformBinaryVariable]: "terraform",
    };
  }

  /** From now on an apply does not end. */
  hold(): void {
    rmSync(this.applyingFile, { force: true });
    writeFileSync(this.holdFile, "");
  }

  /** What is held ends. */
  release(): void {
    rmSync(this.holdFile, { force: true });
  }

  /** Whether an apply has begun since the last hold. */
  get applying(): boolean {
    return existsSync(this.applyingFile);
  }
}
