import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { CodeStore } from "../../../../local/lambda/code/code-store";
import type { StagedCode } from "../../../../local/lambda/code/code-store";
import { writeProgram } from "../../../../local/lambda/code/program-bundle";
import { UnzipProcesses } from "../../../../local/lambda/code/unzip/unzip-process";

const programs = mkdtempSync(join(tmpdir(), "code-store-program-"));
const folder = mkdtempSync(join(tmpdir(), "code-store-"));
const program = writeProgram("unzip", programs);
const store = new CodeStore(folder, new UnzipProcesses(() => program), join(folder, "packages"));
afterAll(() => {
  rmSync(programs, { recursive: true });
  rmSync(folder, { recursive: true });
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

async function* chunksOf(zip: Uint8Array) {
  for (let begin = 0; begin < zip.length; begin += 50) {
    yield Promise.resolve(zip.subarray(begin, begin + 50));
  }
}

const stage = (zip: Uint8Array): Promise<StagedCode> => store.stage(chunksOf(zip));

describe("the code store", () => {
  it("removes the packages that no function has any more", async () => {
    const [used, unused] = ["used", "unused"].map((text) => zipSync({ "a.js": strToU8(text) }));
    for (const zip of [used, unused]) await (await stage(zip ?? new Uint8Array())).keep();
    await store.removeOthers(() => Promise.resolve(new Set([sha256(used ?? new Uint8Array())])));
    const kept = Buffer.from(sha256(used ?? new Uint8Array()), "base64").toString("hex");
    expect(readdirSync(join(folder, "packages"))).toEqual([`${kept}.zip`]);
  });

  it("unpacks a zip with access for its user only", async () => {
    const zip = zipSync({ "index.mjs": strToU8("a"), lib: { "b.js": strToU8("b") } });
    const staged = await stage(zip);
    expect(staged.sha256).toBe(sha256(zip));
    await staged.keep();
    const code = await store.locate(staged.sha256);
    expect(readFileSync(join(code, "index.mjs"), "utf8")).toBe("a");
    expect(readFileSync(join(code, "lib/b.js"), "utf8")).toBe("b");
    expect(statSync(join(code, "lib")).mode & 0o777).toBe(0o700);
    expect(statSync(join(code, "lib/b.js")).mode & 0o777).toBe(0o600);
  });

  it("creates folders for entries, and keeps files executable", async () => {
    const zip = zipSync({
      "lib/": new Uint8Array(),
      "lib/run": [strToU8("a"), { os: 3, attrs: 0o100755 << 16 }],
    });
    const staged = await stage(zip);
    await staged.keep();
    const code = await store.locate(staged.sha256);
    expect(statSync(join(code, "lib/run")).mode & 0o777).toBe(0o700);
  });

  it("stores the same zip once", async () => {
    const zip = zipSync({ "same.js": strToU8("same") });
    const all = await Promise.all([stage(zip), stage(zip)]);
    await Promise.all(all.map((staged) => staged.keep()));
    await expect(store.locate(sha256(zip))).resolves.toContain(folder);
    expect(readdirSync(join(folder, "incoming"))).toEqual([]);
  });

  it("works if its folder is reached through a link", async () => {
    const link = join(programs, "link");
    symlinkSync(folder, link);
    const unzip = new UnzipProcesses(() => writeProgram("unzip", join(link, "programs")));
    const zip = zipSync({ "linked.js": strToU8("linked") });
    const staged = await new CodeStore(link, unzip, join(folder, "packages")).stage(chunksOf(zip));
    await staged.keep();
    const code = await store.locate(staged.sha256);
    expect(readFileSync(join(code, "linked.js"), "utf8")).toBe("linked");
  });

  it("discards what is not deployed, and keeps it for another function", async () => {
    const zip = zipSync({ "not.js": strToU8("not") });
    await (await stage(zip)).discard();
    await expect(store.locate(sha256(zip))).rejects.toMatchObject({
      code: "InvalidZipFileException",
      status: 502,
      message: expect.stringContaining("Deploy the function again") as string,
    });
    const [kept, discarded] = await Promise.all([stage(zip), stage(zip)]);
    await kept.keep();
    await discarded.discard();
    await expect(store.locate(sha256(zip))).resolves.toContain(folder);
  });

  it("waits for code that is being deployed", async () => {
    const zip = zipSync({ "late.js": strToU8("late") });
    const staged = await stage(zip);
    const located = store.locate(staged.sha256);
    await staged.keep();
    await expect(located).resolves.toContain(folder);
  });
});
