import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openMap } from "../../../local/storage/durable-map";
import fc from "../../support/random/seeded-fast-check";

describe("a durable map", () => {
  let folder: string;

  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "durable-map-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = () => path.join(folder, "part", "names.jsonl");
  const open = () => openMap<unknown>(folder, "part", "names");

  it("is what a map in memory is, however often it is opened", () => {
    const change = fc.oneof(
      fc.tuple(fc.constant("set" as const), fc.constantFrom("a", "b", "\n", "é"), fc.json()),
      fc.tuple(fc.constant("delete" as const), fc.constantFrom("a", "b", "\n", "é"), fc.json()),
      fc.tuple(fc.constantFrom("clear" as const, "open" as const), fc.constant(""), fc.json()),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        rmSync(path.join(folder, "part"), { recursive: true, force: true });
        const expected = new Map<string, unknown>();
        let map = open();
        for (const [kind, key, json] of changes) {
          if (kind === "open") map = open();
          for (const each of kind === "open" ? [] : [map, expected]) {
            if (kind === "set") each.set(key, JSON.parse(json));
            else if (kind === "delete") each.delete(key);
            else each.clear();
          }
        }
        expect([...open()]).toEqual([...expected]);
      }),
      { numRuns: 100 },
    );
  });

  it("creates no file before its first change, and a private one then", () => {
    expect([...open()]).toEqual([]);
    expect(() => statSync(file())).toThrow();
    open().set("a", 1);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file())).mode & 0o777).toBe(0o700);
  });

  it("forgets a line that a kill left incomplete", () => {
    open().set("a", "é");
    appendFileSync(file(), '["b","é');
    expect([...open()]).toEqual([["a", "é"]]);
    open().set("c", 2);
    expect([...open()]).toEqual([
      ["a", "é"],
      ["c", 2],
    ]);
  });

  it("refuses a damaged file, and keeps it", () => {
    open().set("a", 1);
    const damaged = `${readFileSync(file(), "utf8")}{}\n["b",2]\n`;
    writeFileSync(file(), damaged);
    expect(open).toThrow(/line 2 of .*names\.jsonl can't be read/);
    expect(readFileSync(file(), "utf8")).toBe(damaged);
  });

  it("does not have a change that failed, also if the file could not be rewritten", () => {
    const map = open();
    for (let count = 0; count < 1003; count += 1) map.set("a", count);
    const draft = `${file()}.${process.pid}.draft`;
    mkdirSync(draft);
    expect(() => map.set("b", 1)).toThrow();
    rmSync(draft, { recursive: true });
    expect([map.has("b"), open().has("b")]).toEqual([false, false]);
    map.set("b", 2);
    expect(open().get("b")).toBe(2);
  });

  it("does not grow with the changes of an entry", () => {
    const map = open();
    for (let count = 0; count < 3000; count += 1) map.set("a", count);
    expect(readFileSync(file(), "utf8").split("\n").length).toBeLessThan(1100);
    expect(open().get("a")).toBe(2999);
  });
});
