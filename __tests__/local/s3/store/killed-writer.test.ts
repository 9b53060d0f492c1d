import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readSegments } from "../../../../local/s3/objects/read-segments";
import { ObjectStore } from "../../../../local/s3/store/object-store";
import fc from "../../../support/random/seeded-fast-check";

const PROGRAM = path.join(__dirname, "../support/object-writer.ts");

/** Writes until a number of lines was printed, and some microseconds more. @returns what was acknowledged */
async function writeAndKill(folder: string, seed: number, lines: number, spins: number) {
  const args = ["--require", "tsx/cjs", PROGRAM, folder, String(seed)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  const exited = once(child, "close");
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
    if (text.split("\n").length <= lines) return;
    for (let spin = 0; spin < spins; spin += 1) Math.sqrt(spin);
    child.kill("SIGKILL");
  });
  await exited;
  // Each line is a key with its ETag, or a dash.
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as [string, string]);
}

describe("objects of a process that is killed", () => {
  it("are there after a restart, each with its content, and nothing else is", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "killed-writer-"));
    const expected = new Map<string, string>();
    const killed = fc.record({
      lines: fc.integer({ min: 1, max: 60 }),
      spins: fc.integer({ max: 400_000, min: 0 }),
    });
    const runs = fc.sample(killed, 8);
    for (const [run, { lines, spins }] of runs.entries()) {
      const acknowledged = await writeAndKill(folder, run + 1, lines, spins);
      expect(acknowledged.length).toBeGreaterThanOrEqual(lines);
      for (const [key, etag] of acknowledged) expected.set(key, etag);
      const bucket = ObjectStore.open(folder).bucket("lake");
      // The process may have stored one more object than it could say.
      const differing: string[] = [];
      for (const [key, etag] of expected) {
        const found = bucket.index.latest(key);
        const stored = found === undefined || found.isMarker === true ? "-" : found.etag;
        if (stored !== etag) differing.push(key);
        expected.set(key, stored);
      }
      expect(differing.length).toBeLessThanOrEqual(1);
      const files = new Set<string>();
      for (const version of bucket.index.all()) {
        if (version.isMarker === true) continue;
        const range = { first: 0, last: version.bytes - 1 };
        const content = readSegments(bucket.contents, version, range);
        const hash = createHash("md5");
        if (Buffer.isBuffer(content)) hash.update(content);
        // A stream of Node.js does not say what its chunks are; those of a file are buffers.
        else for await (const chunk of content as AsyncIterable<Buffer>) hash.update(chunk);
        expect(hash.digest("hex")).toBe(version.etag);
        version.segments.forEach(({ file }) => files.add(file));
      }
      const contents = path.join(folder, "lake", "contents");
      const present = readdirSync(contents, { recursive: true, encoding: "utf8" }).filter((name) =>
        statSync(path.join(contents, name)).isFile(),
      );
      expect(present.length).toBe(files.size);
    }
  }, 240_000);
});
