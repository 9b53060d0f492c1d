import { readdirSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { ControlPlane, payloadOf, zipOf } from "../support/control-plane";
import { forgeZip } from "./forged-zip";
import type { ForgedEntry } from "./forged-zip";

const plane = new ControlPlane();
beforeAll(() => plane.start());
afterAll(() => plane.stop());

const UNREADABLE =
  "Could not unzip uploaded file. Please check your file, then try to upload again.";
const TOO_LARGE = "Unzipped size must be smaller than 262144000 bytes";

/** The files in the emulator's folder, except its own programs. */
const leftBehind = () =>
  readdirSync(join(plane.folder, "lambda"), { recursive: true })
    .map(String)
    .filter((path) => !path.endsWith(".cjs") && path !== "incoming")
    .sort();

const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);
const index: ForgedEntry = {
  name: "index.mjs",
  content: Buffer.from('export const handler = async () => "forged";'),
};
const named = (name: string | Buffer): Buffer => forgeZip([index, { name }]);

/** Entries that share one body, which is unpacked for each of them. */
function overlapping(): Buffer {
  const content = zeros(1_000_000);
  const copies = Array.from({ length: 300 }, (_, number) => ({
    name: `copy-${number}`,
    content,
    sharesContentOf: 0,
    declaredBytes: 10,
  }));
  return forgeZip([{ name: "body", content, declaredBytes: 10 }, ...copies]);
}

const REJECTED: readonly (readonly [string, () => Buffer, string])[] = [
  ["no zip", () => Buffer.from("not a zip"), UNREADABLE],
  ["a zip that was cut", () => named("a").subarray(0, -10), UNREADABLE],
  ["a zip without entries", () => forgeZip([]), "Uploaded file must be a non-empty zip"],
  ["an entry above the folder", () => named("../evil.js"), UNREADABLE],
  ["an entry above the folder, later", () => named("lib/../../evil.js"), UNREADABLE],
  ["an absolute path", () => named("/tmp/evil.js"), UNREADABLE],
  ["a drive letter", () => named("C:evil.js"), UNREADABLE],
  ["a backslash", () => named("..\\evil.js"), UNREADABLE],
  ["NUL in a name", () => named("index.mjs\0.txt"), UNREADABLE],
  ["a line break in a name", () => named("a\nb"), UNREADABLE],
  ["an empty name", () => named("lib//a.js"), UNREADABLE],
  ["a name for the folder itself", () => named("./a.js"), UNREADABLE],
  ["a name of 256 bytes", () => named("n".repeat(256)), UNREADABLE],
  ["a path of 2,049 bytes", () => named("n/".repeat(1024) + "n"), UNREADABLE],
  [
    "a symbolic link",
    () => forgeZip([index, { name: "l", content: Buffer.from("/"), mode: 0o120777 }]),
    UNREADABLE,
  ],
  ["a device", () => forgeZip([index, { name: "null", mode: 0o020666 }]), UNREADABLE],
  ["a pipe", () => forgeZip([index, { name: "pipe", mode: 0o010666 }]), UNREADABLE],
  ["one name twice", () => forgeZip([index, index]), UNREADABLE],
  ["names that differ by case", () => named("INDEX.mjs"), UNREADABLE],
  [
    "names that differ by Unicode composition",
    () => forgeZip([{ name: "caf\u00e9.js" }, { name: "cafe\u0301.js" }]),
    UNREADABLE,
  ],
  ["a file that is a folder too", () => named("index.mjs/evil.js"), UNREADABLE],
  [
    "a folder that is a file later",
    () => forgeZip([{ name: "lib/a.js" }, { name: "lib" }]),
    UNREADABLE,
  ],
  ["an encrypted entry", () => forgeZip([index, { name: "a", flags: 0x801 }]), UNREADABLE],
  ["another compression", () => forgeZip([{ name: "a", method: 12 }]), UNREADABLE],
  ["a wrong checksum", () => forgeZip([{ ...index, checksum: 1 }]), UNREADABLE],
  [
    "a size that is too small",
    () => forgeZip([{ name: "bomb", content: zeros(300_000_000), declaredBytes: 10 }]),
    UNREADABLE,
  ],
  ["entries that overlap", overlapping, UNREADABLE],
  ["262,144,000 bytes", () => forgeZip([{ name: "bomb", content: zeros(262_144_000) }]), TOO_LARGE],
  [
    "bytes that are too many together",
    () => forgeZip(["a", "b"].map((name) => ({ name, content: zeros(131_072_000) }))),
    TOO_LARGE,
  ],
  [
    "a terabyte as zip64 has it",
    () => forgeZip([{ name: "a", declaredBytes: 2 ** 40, zip64: true }]),
    TOO_LARGE,
  ],
  [
    "too many entries",
    () =>
      forgeZip(Array.from({ length: 65_536 }, (_, number) => ({ name: `${number}`, method: 0 }))),
    UNREADABLE,
  ],
  [
    "too many folders that paths imply",
    () =>
      forgeZip(
        Array.from({ length: 700 }, (_, number) => ({ name: `${number}${"/d".repeat(100)}` })),
      ),
    UNREADABLE,
  ],
];

describe("a deployment package", () => {
  it.each(REJECTED)("is rejected for %s, and leaves nothing behind", async (_, make, message) => {
    const ZipFile = make();
    const created = plane.deploy("rejected", "", { Code: { ZipFile } });
    await expect(created).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message,
      $metadata: { httpStatusCode: 400 },
    });
    const read = new GetFunctionConfigurationCommand({ FunctionName: "rejected" });
    await expect(plane.lambda.send(read)).rejects.toThrow("not found");
    expect(leftBehind()).toEqual([]);
  });

  it("is rejected the same way as an update and through S3, and the function does not change", async () => {
    await plane.deploy("stays", "return 'as it was';");
    const before = leftBehind();
    plane.object = named("../evil.js");
    const change = { FunctionName: "stays", S3Bucket: "code", S3Key: "f.zip" };
    await expect(plane.lambda.send(new UpdateFunctionCodeCommand(change))).rejects.toThrow(
      UNREADABLE,
    );
    const ZipFile = named("../evil.js");
    const update = new UpdateFunctionCodeCommand({ FunctionName: "stays", ZipFile });
    await expect(plane.lambda.send(update)).rejects.toThrow(UNREADABLE);
    expect(leftBehind()).toEqual(before);
    expect(payloadOf(await plane.invoke("stays"))).toBe("as it was");
    expect(plane.errors.join("\n")).toMatch(/stays: its zip was rejected: .*\.\.\/evil\.js/);
  });

  it("leaves nothing behind when the control plane rejects its function", async () => {
    const before = leftBehind();
    const ZipFile = zipOf("return 'nobody';");
    const update = new UpdateFunctionCodeCommand({ FunctionName: "nobody", ZipFile });
    await expect(plane.lambda.send(update)).rejects.toThrow("not found");
    expect(leftBehind()).toEqual(before);
  });

  it("is rejected if it is larger than a request may be", async () => {
    const send = (ZipFile: Uint8Array) => plane.deploy("large", "", { Code: { ZipFile } });
    await expect(send(zeros(52_428_801))).rejects.toMatchObject({
      name: "RequestEntityTooLargeException",
      $metadata: { httpStatusCode: 413 },
    });
    await expect(send(zeros(52_700_000))).rejects.toThrow(
      "Request must be smaller than 70167211 bytes for the CreateFunction operation",
    );
  });

  it("is unpacked while the endpoint continues to answer", async () => {
    const files = Array.from({ length: 200 }, (_, number) => ({
      name: `data/${number}`,
      content: zeros(1_250_000),
    }));
    const ZipFile = forgeZip([index, ...files]);
    await plane.deploy("other", "return 'answered';");
    await plane.invoke("other");
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const begin = performance.now();
    const order: string[] = [];
    const deployed = plane.deploy("slow", "", { Code: { ZipFile } }).then(async () => {
      order.push("deployed");
      // If unpacking is part of the first invocation, it counts as well.
      await plane.invoke("slow");
    });
    for (let call = 0; call < 3; call++) {
      await plane.lambda.send(new InvokeCommand({ FunctionName: "other" }));
      order.push("answered");
    }
    await deployed;
    const tookMs = performance.now() - begin;
    delay.disable();
    expect(order).toEqual(["answered", "answered", "answered", "deployed"]);
    expect(delay.max / 1e6).toBeLessThan(tookMs / 3);
  });
});
