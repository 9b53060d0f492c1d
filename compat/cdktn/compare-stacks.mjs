import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

/**
 * Compares what two tools synthesized, each given by its output folder and the version that its stacks must name. Equal
 * stacks prove nothing if both were synthesized by the same tool, or if there are none.
 *
 * @returns the names of the stacks, and one line for each problem
 */
export function compareStacks(expected, actual) {
  const [names, others] = [expected, actual].map(({ outdir }) => stackNames(outdir));
  const missing = names.filter((name) => !others.includes(name));
  const additional = others.filter((name) => !names.includes(name));
  const common = names.filter((name) => others.includes(name));
  const differing = common.filter(
    (name) => !isDeepStrictEqual(stackOf(expected, name), stackOf(actual, name)),
  );
  return {
    names,
    problems: [
      ...(names.length === 0 ? [`There is no stack in ${expected.outdir}.`] : []),
      ...missing.map((name) => `${actual.tool} does not synthesize ${name}.`),
      ...additional.map((name) => `Only ${actual.tool} synthesizes ${name}.`),
      ...differing.map((name) => `${name} differs between ${expected.tool} and ${actual.tool}.`),
      ...[expected, actual].flatMap((synthesis) => foreignStacks(synthesis)),
    ],
  };
}

/** Stacks that another tool or version synthesized than the one that was to do it. */
function foreignStacks({ outdir, tool, version }) {
  return stackNames(outdir).flatMap((name) => {
    const found = readStack(outdir, name)["//"]?.metadata?.version;
    return found === version
      ? []
      : [`${name} was synthesized by version ${found}, not by ${tool} ${version}.`];
  });
}

function stackNames(outdir) {
  const stacks = path.join(outdir, "stacks");
  return existsSync(stacks) ? readdirSync(stacks).sort() : [];
}

/** A stack without the metadata in which each tool names itself. */
function stackOf({ outdir }, name) {
  return readStack(outdir, name, (key, value) => (key === "//" ? undefined : value));
}

function readStack(outdir, name, reviver) {
  const text = readFileSync(path.join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
  return JSON.parse(text, reviver);
}
