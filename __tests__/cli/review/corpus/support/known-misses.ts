import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const FILE = path.join(__dirname, "..", "known-misses.txt");

/** Cases for which rules are missing still, by name; the file may only shrink, and is deleted with the last. */
export function knownMisses(): readonly string[] {
  return existsSync(FILE) ? readFileSync(FILE, "utf8").split("\n").filter(Boolean) : [];
}

/** Removes the cases from the file that are judged right now. */
export function keepMisses(missed: ReadonlySet<string>): void {
  const kept = knownMisses().filter((name) => missed.has(name));
  writeFileSync(FILE, kept.map((name) => `${name}\n`).join(""));
}
