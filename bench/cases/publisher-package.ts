import { unzipSync } from "fflate";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleEvents } from "../../config/datasets/sample-events";
import { projectFolder } from "../../local/runtime/lake-home";
import { buildPublisherPackage } from "../../modules/streaming/publisher-package";
import { timeInTurns } from "../harness/timed-command";
import { figure } from "../harness/benchmark-result";
import type { Figure } from "../harness/benchmark-result";

const KIB = 1024;

/** The publisher's zip, and what a new instance of the function does before its first event. */
export async function measurePackage(rounds: number): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-package-"));
  try {
    const { path: zip } = await buildPublisherPackage({
      dataset: sampleEvents,
      sourceFolder: path.join(projectFolder, "lambda-src", "publisher"),
      outputFolder: folder,
    });
    for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
      writeFileSync(path.join(folder, name), content);
    }
    const empty = path.join(folder, "empty.js");
    writeFileSync(empty, "exports.handler = async () => ({});\n");
    const load = (file: string) => ({ program: process.execPath, args: [file] });
    const [ours, floor] = await timeInTurns(
      [load(path.join(folder, "index.js")), load(empty)],
      rounds,
    );
    return [
      figure({
        what: "publisher zip",
        against: "its limit",
        measured: statSync(zip).size / KIB,
        unit: "KiB",
        bound: { atMost: 250 },
      }),
      figure({
        what: "cold start: Node.js and the publisher's code",
        against: "Node.js and an empty handler",
        measured: ours?.milliseconds ?? NaN,
        peer: floor?.milliseconds,
        unit: "ms",
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
