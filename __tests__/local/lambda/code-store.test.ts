import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { CodeStore } from "../../../local/lambda/code-store";

const folder = mkdtempSync(join(tmpdir(), "code-store-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

describe("the code store", () => {
  it("unpacks a kept zip once", async () => {
    const zip = zipSync({ "index.mjs": strToU8("a"), lib: { "b.js": strToU8("b") } });
    const store = new CodeStore(folder);
    await store.keep(zip);
    const [one, two] = await Promise.all([store.unpack(sha256(zip)), store.unpack(sha256(zip))]);
    expect(one).toBe(two);
    expect(readFileSync(join(one, "index.mjs"), "utf8")).toBe("a");
    expect(readFileSync(join(one, "lib/b.js"), "utf8")).toBe("b");
  });

  it("takes entries for folders", async () => {
    const zip = zipSync({ "lib/": new Uint8Array(), "lib/a.js": strToU8("a") });
    const store = new CodeStore(folder);
    await store.keep(zip);
    expect(readFileSync(join(await store.unpack(sha256(zip)), "lib/a.js"), "utf8")).toBe("a");
  });

  it.each([
    ["code that was never uploaded here", undefined, "deploy the function again"],
    ["what is no zip", strToU8("not a zip"), "could not unzip"],
    ["an entry outside its folder", zipSync({ "../../x": strToU8("x") }), "../../x leaves it"],
  ])("refuses %s", async (_, bytes, message) => {
    const store = new CodeStore(folder);
    if (bytes !== undefined) await store.keep(bytes);
    await expect(store.unpack(sha256(bytes ?? strToU8("unknown")))).rejects.toMatchObject({
      code: "InvalidZipFileException",
      status: 502,
      message: expect.stringContaining(message) as string,
    });
  });

  it("finds code that arrives after it was asked for", async () => {
    const zip = zipSync({ "late.js": strToU8("late") });
    const store = new CodeStore(folder);
    await expect(store.unpack(sha256(zip))).rejects.toThrow("does not hold the code");
    await store.keep(zip);
    await expect(store.unpack(sha256(zip))).resolves.toContain(folder);
  });
});
