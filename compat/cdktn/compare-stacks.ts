import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../errors/is-record";

/** What a tool synthesized, and the version that its stacks must name. */
export interface Synthesis {
  readonly tool: string;
  readonly version: string;
  readonly outdir: string;
}

/** A value that differs between two documents; undefined where only the other one has it. */
export interface Difference {
  /** Keys from the root, joined by dots. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The one value that may differ: each tool writes its own version. */
const VERSION = "//.metadata.version";

/**
 * Compares what two tools synthesized. Equal stacks prove nothing if both were synthesized by the same tool, or if there are
 * none.
 *
 * @returns the names of the stacks, and one line for each problem
 */
export function compareStacks(
  expected: Synthesis,
  actual: Synthesis,
): { readonly names: readonly string[]; readonly problems: readonly string[] } {
  const names = stackNames(expected);
  const others = stackNames(actual);
  const common = names.filter((name) => others.includes(name));
  return {
    names,
    problems: [
      ...(names.length === 0 ? [`There is no stack in ${expected.outdir}.`] : []),
      ...names
        .filter((name) => !others.includes(name))
        .map((name) => `${actual.tool} does not synthesize ${name}.`),
      ...others
        .filter((name) => !names.includes(name))
        .map((name) => `Only ${actual.tool} synthesizes ${name}.`),
      ...common.flatMap((name) =>
        differencesOf(readStack(expected, name), readStack(actual, name)).map(
          (difference) => `${name} differs at ${describe(difference)}`,
        ),
      ),
      ...[expected, actual].flatMap(foreignStacks),
    ],
  };
}

/** Where two documents differ, but for the version of the tool. */
export function differencesOf(from: unknown, to: unknown, at = ""): Difference[] {
  if (at === VERSION || from === to) return [];
  const both = [from, to];
  if (!both.every(isRecord) && !both.every(Array.isArray)) return [{ path: at, from, to }];
  const [before, after] = both.map((value) => new Map(Object.entries(value as object)));
  const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...keys].flatMap((key) =>
    differencesOf(before?.get(key), after?.get(key), at === "" ? key : `${at}.${key}`),
  );
}

function describe({ path: at, from, to }: Difference): string {
  return `${at}: ${JSON.stringify(from) ?? "nothing"} is ${JSON.stringify(to) ?? "nothing"}`;
}

/** Stacks that another tool or version synthesized than the one that was to do it. */
function foreignStacks(synthesis: Synthesis): string[] {
  const { tool, version } = synthesis;
  return stackNames(synthesis).flatMap((name) => {
    const found = versionIn(readStack(synthesis, name));
    return found === version
      ? []
      : [`${name} was synthesized by version ${String(found)}, not by ${tool} ${version}.`];
  });
}

function versionIn(stack: unknown): unknown {
  const comment = isRecord(stack) ? stack["//"] : undefined;
  const metadata = isRecord(comment) ? comment["metadata"] : undefined;
  return isRecord(metadata) ? metadata["version"] : undefined;
}

function stackNames({ outdir }: Synthesis): string[] {
  const stacks = path.join(outdir, "stacks");
  return existsSync(stacks) ? readdirSync(stacks).sort() : [];
}

/** The document of a stack. */
export function readStack({ outdir }: Pick<Synthesis, "outdir">, name: string): unknown {
  return JSON.parse(readFileSync(path.join(outdir, "stacks", name, "cdk.tf.json"), "utf8"));
}
