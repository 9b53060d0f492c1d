import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build as esbuild } from "esbuild";
import { unzipSync } from "fflate";
import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import { resolveDataset } from "../../../model/dataset/resolve-dataset";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { buildPublisherPackage } from "../../../modules/streaming/publisher-package";
import type { PublisherPackage } from "../../../modules/streaming/publisher-package";

const project = join(__dirname, "../../..");
const sourceFolder = join(project, "lambda-src/publisher");
const folder = mkdtempSync(join(tmpdir(), "publisher-package-"));
const validated = { ...sampleEvents, validation: "warn" } as const;
const build = (outputFolder: string) =>
  buildPublisherPackage({
    dataset: validated,
    sourceFolder,
    outputFolder: join(folder, outputFolder),
  });
let made: PublisherPackage;

beforeAll(async () => {
  made = await build("made");
});

/** Fakes only the date: the build needs real timers. */
const KEPT_REAL = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;

afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of the sources in another folder, as on another machine. */
function clone(name: string): string {
  const root = join(folder, name);
  mkdirSync(root);
  for (const part of [
    "aws",
    "__tests__/fixtures/datasets",
    "lambda-src/publisher",
    "config",
    "errors",
    "model",
    "modules/streaming",
  ]) {
    cpSync(join(project, part), join(root, part), { recursive: true });
  }
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
  return root;
}

/** Builds the package in a separate process and returns the bytes of the zip. */
async function buildIn(root: string, timeZone: string, umask: string): Promise<Buffer> {
  const script = join(root, "build.cjs");
  await esbuild({
    stdin: {
      contents: `import { sampleEvents } from "./__tests__/fixtures/datasets/sample-events";
        import { buildPublisherPackage } from "./modules/streaming/publisher-package";
        process.umask(0o${umask});
        void buildPublisherPackage({
          dataset: { ...sampleEvents, validation: "warn" },
          sourceFolder: ${JSON.stringify(join(root, "lambda-src/publisher"))},
          outputFolder: ${JSON.stringify(join(root, "out"))},
        });`,
      resolveDir: root,
    },
    outfile: script,
    bundle: true,
    platform: "node",
    packages: "external",
  });
  const env = { ...process.env, TZ: timeZone };
  await promisify(execFile)(process.execPath, [script], { cwd: tmpdir(), env });
  return readFileSync(join(root, "out/publisher.zip"));
}

it("needs no source that the library's package does not contain", async () => {
  const { files } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    readonly files: readonly string[];
  };
  const { metafile } = await esbuild({
    absWorkingDir: project,
    entryPoints: ["lambda-src/publisher/index.ts"],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    outdir: folder,
    logLevel: "silent",
  });
  const sources = Object.keys(metafile.inputs).filter((file) => !file.startsWith("node_modules/"));
  expect(sources.length).toBeGreaterThan(10);
  const isPacked = (file: string) => files.some((packed) => file.startsWith(`${packed}/`));
  expect(sources.filter((file) => !isPacked(file))).toEqual([]);
});

describe("the publisher's package", () => {
  it("contains the code, its dataset and the validator of its contract, and has their hash", () => {
    const { path, sha256Base64, handler } = made;
    const zip = readFileSync(path);
    const entries = unzipSync(zip);
    expect(Object.keys(entries)).toEqual(["contract.js", "dataset.json", "index.js"]);
    expect(JSON.parse(Buffer.from(entries["dataset.json"] ?? []).toString())).toEqual(
      resolveDataset(validated),
    );
    expect(handler).toBe("index.handler");
    expect(sha256Base64).toBe(createHash("sha256").update(zip).digest("base64"));
  });

  it("stays small enough for a quick cold start", () => {
    // 114,000 bytes at the time of writing, most of them the SDK's Kinesis client.
    expect(statSync(made.path).size).toBeLessThanOrEqual(122_000);
  });

  it("contains no validator when the dataset has no validation", async () => {
    const { path } = await buildPublisherPackage({
      dataset: sampleEvents,
      sourceFolder,
      outputFolder: join(folder, "off"),
    });
    expect(Object.keys(unzipSync(readFileSync(path)))).toEqual(["dataset.json", "index.js"]);
    expect(statSync(path).size).toBeLessThan(statSync(made.path).size);
  });

  it("has the same bytes whatever the folder, the time zone or the umask", async () => {
    const [east, west] = await Promise.all([
      buildIn(clone("clone-east"), "Pacific/Kiritimati", "0077"),
      buildIn(clone("clone of the west"), "Pacific/Pago_Pago", "0002"),
    ]);
    const here = readFileSync(made.path);
    expect(east.equals(here)).toBe(true);
    expect(west.equals(here)).toBe(true);
  });

  it("has the same bytes whatever the clock", async () => {
    jest.useFakeTimers({ now: new Date("2031-07-01T12:00:00Z"), doNotFake: [...KEPT_REAL] });
    try {
      expect((await build("later")).sha256Base64).toBe(made.sha256Base64);
    } finally {
      jest.useRealTimers();
    }
  });

  it("changes with the dataset", async () => {
    const other = defineDataset({ ...sampleEvents, columns: { id: column.int() } });
    const { sha256Base64 } = await buildPublisherPackage({
      dataset: other,
      sourceFolder,
      outputFolder: join(folder, "other"),
    });
    expect(sha256Base64).not.toBe(made.sha256Base64);
  });

  it("is complete when another build writes to the same folder, and leaves nothing else there", async () => {
    const all = await Promise.all([build("shared"), build("shared")]);
    expect(all.map(({ sha256Base64 }) => sha256Base64)).toEqual([
      made.sha256Base64,
      made.sha256Base64,
    ]);
    expect(readdirSync(join(folder, "shared"))).toEqual(["publisher.zip"]);
  });

  it("replaces an older zip", async () => {
    mkdirSync(join(folder, "old"));
    writeFileSync(join(folder, "old/publisher.zip"), "x".repeat(1_000_000));
    const { sha256Base64 } = await build("old");
    expect(sha256Base64).toBe(made.sha256Base64);
  });

  it("runs as Lambda loads it", async () => {
    const code = join(folder, "code");
    mkdirSync(code);
    for (const [name, content] of Object.entries(unzipSync(readFileSync(made.path)))) {
      writeFileSync(join(code, name), content);
    }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        "-e",
        `require(${JSON.stringify(join(code, "index.js"))})
           .handler([1], { getRemainingTimeInMillis: () => 9000 })
           .catch((error) => console.log(error.name, error.message));`,
      ],
      { env: { STREAM_NAME: "events", AWS_REGION: "us-east-1" } },
    );
    expect(stdout).toContain("InvalidInputError Nothing was published: every event must be");
  });

  it("reports the line of an error in the sources", async () => {
    mkdirSync(join(folder, "broken"));
    writeFileSync(join(folder, "broken/index.ts"), "export const handler = ;");
    await expect(
      buildPublisherPackage({
        dataset: sampleEvents,
        sourceFolder: join(folder, "broken"),
        outputFolder: join(folder, "broken"),
      }),
    ).rejects.toThrow(/index\.ts:1:23/);
  });
});
