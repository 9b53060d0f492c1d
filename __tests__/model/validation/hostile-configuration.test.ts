import fc from "../../support/random/seeded-fast-check";
import { datasets } from "../../../config/datasets";
import type { Dataset } from "../../../model/dataset/dataset";
import { environments } from "../../../config/environments";
import type { Environment } from "../../../model/environment/environment";
import { violationLine } from "../../../model/validation/config-violation";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import { printable } from "../../../errors/printable";
import { anyCharacter } from "../../support/random/any-character";

const RUNS = Number(process.env["FC_RUNS"] ?? 150);

/** What somebody might leave, or a module without types might give, where something else belongs. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    "",
    " ",
    "__proto__",
    "${token}",
    0,
    -1,
    1.5,
    NaN,
    Infinity,
    1e21,
    true,
    [],
    {},
    [null],
    { type: "none" },
  ),
  fc.string({ unit: anyCharacter }),
  fc.anything({ maxDepth: 2 }),
);

/** Paths of all fields of a value, the value's own fields first. */
function pathsOf(value: unknown, before: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => [
    [...before, key],
    ...pathsOf(member, [...before, key]),
  ]);
}

function withJunk<Value>(
  value: Value,
  [key, ...rest]: readonly string[],
  junkValue: unknown,
): Value {
  if (key === undefined) return junkValue as Value; // the point of the test: a value of another type
  if (Array.isArray(value)) {
    return value.map((member: unknown, index) =>
      String(index) === key ? withJunk(member, rest, junkValue) : member,
    ) as Value;
  }
  // A path leads through objects, or through what is not there yet.
  const members = (value ?? {}) as Record<string, unknown>;
  return { ...members, [key]: withJunk(members[key], rest, junkValue) } as Value;
}

/** A field that is there or could be, with something in it that is none of its values. */
function damaged<Value>(values: readonly Value[], more: readonly (readonly string[])[]) {
  return fc.constantFrom(...values).chain((value) =>
    fc.tuple(fc.constantFrom(...pathsOf(value), ...more), junk).map(([path, bad]) => ({
      value: withJunk(value, path, bad),
      path: path.join("."),
    })),
  );
}

const environmentFields = [
  ["stream"],
  ["stream", "capacity"],
  ["stream", "capacity", "shardCount"],
  ["stream", "retentionHours"],
  ["stream", "shardLevelMetrics"],
  ["delivery"],
  ["delivery", "buffering"],
  ["delivery", "buffering", "sizeMiB"],
  ["delivery", "backup"],
  ["delivery", "backup", "buffering"],
  ["partitions"],
  ["partitions", "schedule"],
  ["partitions", "years"],
  ["queries"],
  ["queries", "scanLimitMiB"],
  ["monitoring"],
  ["lakeFormation"],
  ["lakeFormation", "locationRegistered"],
  ["lakeFormation", "readers"],
  ["lakeLifecycle"],
  ["rawRetentionDays"],
  ["tags"],
  ["accountId"],
  ["serviceTrust"],
  ["emulator"],
  ["emulator", "endpointUrl"],
  ["state", "workspace"],
];
const datasetFields = [
  ["partitionKeyPath"],
  ["eventTimePath"],
  ["eventTypePath"],
  ["description"],
  ["columns"],
  ["name"],
];

function linesOf(all: readonly Environment[], known: readonly Dataset[]): string[] {
  return validateConfiguration(all, known).map(violationLine);
}

function expectSentences(lines: readonly string[]): void {
  for (const line of lines) {
    expect(line).toBe(printable(line));
    expect(line.length).toBeGreaterThan(30);
    expect(line).not.toContain("[object Object]");
  }
}

describe("a damaged configuration", () => {
  it("of an environment has violations and never ends the check", () => {
    fc.assert(
      fc.property(damaged(environments, environmentFields), ({ value }) => {
        expectSentences(linesOf([value], datasets));
      }),
      { numRuns: RUNS },
    );
  });

  it("of a dataset has violations and never ends the check", () => {
    fc.assert(
      fc.property(damaged(datasets, datasetFields), ({ value }) => {
        expectSentences(linesOf(environments, [value]));
      }),
      { numRuns: RUNS },
    );
  });

  it("says where it can't be read, and how to find the place", () => {
    // What TypeScript would refuse, had it been asked.
    const environment: unknown = null;
    const dataset: unknown = { name: "orders", columns: null };
    expect(linesOf([environment as Environment], [dataset as Dataset])).toEqual([
      "environments[0] has no name: received null, expected an object with a name. Run `npm run typecheck`: it shows the location.",
      expect.stringMatching(
        /^datasets\.orders can't be read \(.+\): received \{"name":"orders","columns":null\}, expected a value of its TypeScript type\. Run `npm run typecheck`/,
      ),
    ]);
  });

  it("shows a name that breaks the line as one line", () => {
    const [environment] = environments;
    const named = { ...environment, name: "de\nv\u001b[2J" } as Environment; // the field is a string, whatever it holds
    const lines = linesOf([named], datasets);
    expect(lines[0]).toBe(
      'environments.de\\nv\\u001b[2J.name has an invalid format: received "de\\nv\\u001b[2J", expected lower-case letters, digits and single hyphens, beginning with a letter. Change it in config/environments.ts.',
    );
    expectSentences(lines);
  });

  it("may be anything at all", () => {
    fc.assert(
      fc.property(junk, junk, (environment, dataset) => {
        // What TypeScript would refuse must fail well at run time too.
        expectSentences(linesOf([environment as Environment], [dataset as Dataset]));
      }),
      { numRuns: RUNS },
    );
  });
});
