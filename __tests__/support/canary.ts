import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file outside of the allowed folders: an attack has succeeded if its content leaks or a file appears next to it. */
export class Canary {
  /** The content, which no result and no error may contain. */
  readonly secret = `canary${process.pid}x7f3`;
  readonly path: string;
  // Lower case, since SQL folds names.
  private readonly folder = join(tmpdir(), `outside-${randomUUID()}`);
  private readonly before: readonly string[];

  constructor() {
    mkdirSync(this.folder);
    this.path = join(this.folder, "canary.txt");
    writeFileSync(this.path, this.secret);
    this.before = this.files();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Path of a file that does not exist, for attacks that write. */
  get target(): string {
    return join(this.folder, "written");
  }

  /** Files that were created by attacks. */
  get written(): readonly string[] {
    return this.files().filter((file) => !this.before.includes(file));
  }

  private files(): string[] {
    return readdirSync(this.folder, { recursive: true }).map(String);
  }
}
