import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { LinkedFolders } from "../../../../../../local/athena/engine/sources/objects/linked-folders";

const COUNT = 120;

describe("folders of links to stored objects", () => {
  const folder = mkdtempSync(join(tmpdir(), "linked-folders-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Objects that are each stored in a file with its own number. */
  function objects(name: string, count = COUNT) {
    mkdirSync(join(folder, name));
    return Array.from({ length: count }, (_, index) => {
      const file = join(folder, name, `stored-${index}`);
      writeFileSync(file, String(index));
      return { bucket: "lake", key: `${index}`, etag: "1", size: 3, file };
    });
  }

  it("have the objects in their order, also once these are removed", () => {
    const stored = objects("order").reverse();
    const linked = new LinkedFolders(join(folder, "order-links")).acquire(stored);
    for (const { file } of stored) rmSync(file);
    const place = linked?.pattern.slice(0, -"/*".length) ?? "";
    const sorted = readdirSync(place).sort();
    const numbers = Array.from({ length: COUNT }, (_, index) => String(COUNT - 1 - index));
    expect(sorted.map((name) => readFileSync(join(place, name), "utf8"))).toEqual(numbers);
    expect(linked?.paths).toEqual(sorted.map((name) => join(place, name)));
  });

  it("are made once for the same objects", () => {
    const folders = new LinkedFolders(join(folder, "once-links"));
    const stored = objects("once");
    const first = folders.acquire(stored);
    expect(folders.acquire([...stored])).toBe(first);
    const pattern = expect.not.stringMatching(`^${first?.pattern ?? ""}$`) as string;
    expect(folders.acquire([...stored].reverse())).toMatchObject({ pattern });
  });

  it("are not made of few objects, or where one has no file", () => {
    const place = join(folder, "none-links");
    const folders = new LinkedFolders(place);
    const [first, ...others] = objects("none");
    expect(folders.acquire(others.slice(0, 10))).toBeUndefined();
    expect(folders.acquire([...others, { ...first, file: undefined } as never])).toBeUndefined();
    rmSync(first?.file ?? "");
    expect(folders.acquire([...others, first as never])).toBeUndefined();
    expect(readdirSync(place)).toEqual([]);
  });

  it("are not made where their path is a pattern of other files", () => {
    const folders = new LinkedFolders(join(folder, "links [of] *"));
    expect(folders.acquire(objects("pattern"))).toBeUndefined();
  });

  it("are removed from the least recently used one on, unless they are in use", async () => {
    const place = join(folder, "full-links");
    const folders = new LinkedFolders(place, 2 * COUNT);
    const made = ["x", "y", "z"].map((name) => folders.acquire(objects(name)) ?? fail());
    expect(readdirSync(place)).toHaveLength(3);
    await folders.release(made.slice(1, 2));
    expect(readdirSync(place).sort()).toEqual(["1", "3"]);
    await folders.release([made[0] ?? fail(), made[2] ?? fail()]);
    expect(readdirSync(place).sort()).toEqual(["1", "3"]);
  });

  function fail(): never {
    throw new Error("No folder was made");
  }
});
