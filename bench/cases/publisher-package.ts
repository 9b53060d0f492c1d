import { unzipSync } from "fflate";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleEvents } from "../../__tests__/fixtures/datasets/sample-events";
import { projectFolder } from "../../local/home/lake-home";
import { buildPublisherPackage } from "../../modules/streaming/publisher-package";
import { timeInterleaved } from "../harness/timed-command";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";

const KIB = 1024;

/** Measures the size of the publisher's zip and the cold start of a new instance of the function. */
export async function measurePublisherPackage(rounds: number): Promise<BenchmarkResult[]> {
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
    const { publisher, emptyHandler } = await timeInterleaved(
      { publisher: load(path.join(folder, "index.js")), emptyHandler: load(empty) },
      rounds,
    );
    return [
      benchmarkResult({
        name: "size of the publisher's zip",
        measured: statSync(zip).size / KIB,
        unit: "KiB",
        limit: { atMost: 250 },
      }),
      benchmarkResult({
        name: "cold start: Node.js and the publisher's code",
        measured: publisher.milliseconds,
        unit: "ms",
        baseline: {
          name: "Node.js and an empty handler",
          measured: emptyHandler.milliseconds,
        },
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
