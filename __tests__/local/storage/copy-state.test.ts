import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppendLog } from "../../../local/storage/append-log";
import { copyState } from "../../../local/storage/copy-state";

describe("a copy of a state", () => {
  let parent: string;

  beforeEach(() => void (parent = mkdtempSync(path.join(tmpdir(), "copy-state-"))));
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const from = (file: string) => path.join(parent, "from", file);
  const to = (file: string) => path.join(parent, "to", file);
  const copy = () => copyState(from(""), to(""));
  const write = (file: string) => {
    mkdirSync(path.dirname(from(file)), { recursive: true });
    writeFileSync(from(file), "before", { mode: 0o644 });
  };

  it("shares what never changes, and nothing to which something is appended", () => {
    const changing = ["s3/lake/journal", "control-plane/journal", "s3/contents", "format.json"];
    const written = ["s3/lake/contents/00/a", "lambda/packages/a.zip"];
    [...changing, ...written].forEach(write);
    expect(copy()).toEqual({ shared: written.length, copied: changing.length });
    for (const file of [...changing, ...written]) {
      expect(readFileSync(to(file), "utf8")).toBe("before");
      expect(statSync(to(file)).ino === statSync(from(file)).ino).toBe(written.includes(file));
    }
    for (const file of changing) {
      appendFileSync(from(file), "after");
      expect(readFileSync(to(file), "utf8")).toBe("before");
      expect(statSync(to(file)).mode & 0o777).toBe(0o600);
    }
  });

  it("reads as the log did, whatever is appended to the one or the other", () => {
    const open = (folder: string) => AppendLog.open({ folder, segmentBytes: 100 });
    const log = open(from("kinesis/shard"));
    const entries = (each: AppendLog) => {
      const found: string[] = [];
      for (let next = each.first; next < each.next;) {
        for (const { payload, first, count } of each.read(next, 1_000)) {
          found.push(payload.toString("utf8"));
          next = first + count;
        }
      }
      return found;
    };
    for (const entry of ["one", "two", "three", "four"]) log.append(Buffer.from(entry), 1, 0);
    const before = entries(log);
    expect(copy().shared).toBeGreaterThan(0);
    log.append(Buffer.from("five"), 1, 0);
    const copied = open(to("kinesis/shard"));
    expect(entries(copied)).toEqual(before);
    copied.append(Buffer.from("other"), 1, 0);
    expect(entries(log)).toEqual([...before, "five"]);
    expect(entries(copied)).toEqual([...before, "other"]);
  });

  it("is refused for a link, which could lead anywhere", () => {
    write("control-plane/journal");
    symlinkSync("/etc/hosts", from("control-plane/link"));
    expect(copy).toThrow(/link is neither a file nor a folder/);
  });
});
