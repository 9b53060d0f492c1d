import {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { AppendLog } from "../../../local/storage/append-log";
import fc from "../../support/random/seeded-fast-check";
import { testFolder } from "../../toolchain/support/test-folder";

const ALL = Number.MAX_SAFE_INTEGER;

describe("an append log", () => {
  const folder = testFolder();
  const open = (name: string, props: { segmentBytes?: number; segmentAgeMs?: number } = {}) =>
    AppendLog.open({ folder: path.join(folder.path, name), ...props });
  const append = (log: AppendLog, text: string, time = 0) =>
    log.append(Buffer.from(text), text.length, time).first;
  /** Entries are single characters here. */
  const entries = (log: AppendLog, from: number, bytes = ALL) => {
    let text = "";
    for (let next = from; next < log.next;) {
      const frames = log.read(next, bytes);
      for (const { first, count, payload } of frames) {
        text += payload.toString().slice(Math.max(0, next - first));
        next = first + count;
      }
      if (frames.length === 0) throw new Error(`nothing from ${next}`);
    }
    return text;
  };
  const lastFile = (name: string) => {
    const names = readdirSync(path.join(folder.path, name)).sort();
    return path.join(folder.path, name, names.at(-1) ?? "");
  };

  it("numbers entries from 1, and goes on after it was opened again", () => {
    const log = open("numbers");
    expect([append(log, "abc"), append(log, "de"), log.next]).toEqual([1, 4, 6]);
    const again = open("numbers");
    expect([again.first, again.next, append(again, "f")]).toEqual([1, 6, 6]);
    expect(entries(open("numbers"), 3)).toBe("cdef");
  });

  it("creates nothing before the first batch", () => {
    expect([open("nothing").read(1, ALL), open("nothing").next]).toEqual([[], 1]);
    expect(readdirSync(folder.path)).not.toContain("nothing");
  });

  it("reads the same with any number of bytes at a time, and with files of any size", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 }), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(),
        (batches, segmentBytes, bytes, position) => {
          const name = `sizes-${Math.abs(position)}-${segmentBytes}-${bytes}-${batches.length}`;
          const log = open(name, { segmentBytes });
          // Twice with the same name happens while an example is made smaller.
          const before = log.next;
          for (const batch of batches) append(log, batch);
          const all = batches.join("");
          const from = position % all.length;
          for (const each of [log, open(name, { segmentBytes })]) {
            expect(entries(each, before + from, bytes)).toBe(all.slice(from));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("cuts off what was written in part, wherever the process was killed", () => {
    const log = open("torn");
    append(log, "abc");
    const whole = statSync(lastFile("torn")).size;
    append(log, "defg");
    const bytes = readFileSync(lastFile("torn"));
    for (let length = whole; length < bytes.length; length += 1) {
      writeFileSync(lastFile("torn"), bytes.subarray(0, length));
      const opened = open("torn");
      expect([length, opened.next]).toEqual([length, 4]);
      expect(statSync(lastFile("torn")).size).toBe(whole);
      append(opened, "xy");
      expect(entries(open("torn"), 1)).toBe("abcxy");
    }
  });

  it("cuts off a frame with other bytes, and zeros", () => {
    const log = open("damaged");
    append(log, "abc");
    const whole = statSync(lastFile("damaged")).size;
    append(log, "defg");
    truncateSync(lastFile("damaged"), statSync(lastFile("damaged")).size - 1);
    appendFileSync(lastFile("damaged"), "X");
    expect(open("damaged").next).toBe(4);
    appendFileSync(lastFile("damaged"), Buffer.alloc(100));
    expect([open("damaged").next, statSync(lastFile("damaged")).size]).toEqual([4, whole]);
  });

  it("refuses files of another version", () => {
    append(open("version"), "abc");
    const bytes = readFileSync(lastFile("version"));
    bytes.writeUInt32LE(2, 28);
    writeFileSync(lastFile("version"), bytes);
    expect(() => open("version")).toThrow("version 2, not 1");
    expect(readFileSync(lastFile("version"))).toEqual(bytes);
  });

  it("finds the first entry since a time, and corrects a clock that went back", () => {
    const log = open("times", { segmentBytes: 100 });
    for (const [text, time] of [
      ["ab", 100],
      ["c", 200],
      ["d", 150],
      ["e", 300],
    ] as const) {
      append(log, text, time);
    }
    const times = [0, 100, 101, 200, 201, 300, 301];
    for (const each of [log, open("times")]) {
      expect(times.map((time) => each.firstSince(time))).toEqual([1, 1, 3, 3, 5, 5, 6]);
    }
  });

  it("knows the times of a file whose successor a killed process left empty", () => {
    append(open("empty"), "ab", 100);
    append(open("empty"), "cd", 200);
    writeFileSync(path.join(folder.path, "empty", "0000000000000005.log"), "");
    const log = open("empty");
    expect([0, 100, 101, 201].map((time) => log.firstSince(time))).toEqual([1, 1, 3, 5]);
    expect(append(log, "e", 50)).toBe(5);
    expect(log.firstSince(201)).toBe(6);
    log.expire(201);
    expect([log.first, log.bytes]).toEqual([6, 0]);
  });

  it("keeps few of its files open, however many it has", () => {
    const before = readdirSync("/dev/fd").length;
    const log = open("files", { segmentBytes: 30 });
    for (let count = 0; count < 50; count += 1) append(log, "abc");
    expect(entries(log, 1)).toBe("abc".repeat(50));
    expect(log.firstSince(0)).toBe(1);
    const again = open("files", { segmentBytes: 30 });
    expect(entries(again, 1)).toBe("abc".repeat(50));
    expect(readdirSync("/dev/fd").length - before).toBeLessThan(10);
    for (const each of [log, again]) each.close();
  });

  it("removes whole files whose entries have expired, and keeps counting", () => {
    const log = open("expiry", { segmentAgeMs: 100 });
    for (const time of [0, 50, 100, 250]) append(log, "a", time);
    log.expire(60);
    expect([log.first, entries(log, log.first)]).toEqual([3, "aa"]);
    log.expire(1_000);
    expect([log.first, log.next, log.bytes]).toEqual([5, 5, 0]);
    expect(append(open("expiry"), "b", 2_000)).toBe(5);
    expect(entries(open("expiry"), 1)).toBe("b");
  });

  it("discards the files before an entry", () => {
    const log = open("discard", { segmentBytes: 30 });
    for (const text of ["abc", "def", "ghi"]) append(log, text);
    log.discardBefore(6);
    expect(log.first).toBe(4);
    log.discardBefore(10);
    expect([log.first, log.next]).toEqual([10, 10]);
    expect(append(open("discard"), "x")).toBe(10);
  });
});
