import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file beside what a query may read, and the folder it lies in: whether an attack worked is read from them alone. */
export class Canary {
  /** What no result and no error may show. */
  readonly secret = `canary${process.pid}x7f3`;
  readonly path: string;
  // Without capitals, which names in SQL lose.
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

  /** A file that is not there; an attack that writes makes it. */
  get target(): string {
    return join(this.folder, "written");
  }

  /** Files that an attack made. */
  get written(): readonly string[] {
    return this.files().filter((file) => !this.before.includes(file));
  }

  private files(): string[] {
    return readdirSync(this.folder, { recursive: true }).map(String);
  }
}
