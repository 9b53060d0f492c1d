import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Creates a Python with a modified moto, to simulate another version: a script that runs the change before its actual
 * arguments.
 *
 * @param change Python statements
 */
export async function withPlant<Result>(
  python: string,
  change: string,
  work: (plantedPython: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), "planted-moto-"));
  try {
    const runner = path.join(folder, "run.py");
    writeFileSync(
      runner,
      `import os, runpy, sys\nsys.argv = sys.argv[1:]\nsys.path[0] = os.path.dirname(sys.argv[0])\n${change}\nrunpy.run_path(sys.argv[0], run_name="__main__")\n`,
    );
    const planted = path.join(folder, "python");
    writeFileSync(planted, `#!/bin/sh\nexec '${python}' '${runner}' "$@"\n`, { mode: 0o755 });
    return await work(planted);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
