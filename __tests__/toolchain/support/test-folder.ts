import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A temporary folder for each test of the file. */
export function testFolder(): { readonly path: string } {
  const current = { path: "" };
  beforeEach(() => {
    current.path = mkdtempSync(path.join(tmpdir(), "toolchain-"));
  });
  afterEach(() => {
    rmSync(current.path, { recursive: true, force: true });
  });
  return current;
}
