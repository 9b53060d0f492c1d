import fc from "../../support/random/seeded-fast-check";
import { datasets } from "../../fixtures/datasets";
import type { Dataset } from "../../../model/dataset/dataset";
import { environments } from "../../../config/environments";
import type { Environment } from "../../../model/environment/environment";
import { violationLine } from "../../../model/validation/config-violation";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import { printable } from "../../../errors/printable";
import { everySetting } from "../../support/plans/every-setting";
import { environmentOf } from "../../support/plans/synth";
import { anyCharacter } from "../../support/random/any-character";

const RUNS = Number(process.env["FC_RUNS"] ?? 150);

/** Values that are missing or of the wrong type, as untyped code could pass them. */
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
  // A path passes through objects or missing values.
  const members = (value ?? {}) as Record<string, unknown>;
  return { ...members, [key]: withJunk(members[key], rest, junkValue) } as Value;
}

/** A field, existing or optional, with an invalid value. */
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

/** The value at an existing path. */
function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((member, key) => (member as Readonly<Record<string, unknown>>)[key], value); // The path exists.
}

/** A value of another type than the given one. */
function ofAnotherType(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return 7;
    case "number":
      return "7";
    case "boolean":
      return "yes";
    default:
      return 7;
  }
}

/** An environment with every setting; of alternatives it has one. */
const full: Environment = {
  ...environmentOf("prod"),
  ...everySetting,
  accountId: "111122223333",
  tags: { CostCenter: "data-platform" },
  serviceTrust: { firehose: "none", glue: "none", lambda: "none" },
  github: {
    repository: "my-company/data-lake",
    branch: "main",
    identityProvider: "create",
    rolesMadeBy: "people",
  },
};

/** Each path once, with a configuration that contains it. */
function settingsOf<Value>(values: readonly Value[]): [path: string, value: Value][] {
  return [
    ...new Map(
      values.flatMap((value) => pathsOf(value).map((path) => [path.join("."), value] as const)),
    ),
  ];
}

/** The examples of columns, whose types only TypeScript checks. */
const isExample = ([path]: readonly [string, unknown]) => /\.examples\.\d+$/.test(path);

describe("a setting of another type", () => {
  it.each(settingsOf([...environments, full]))(
    "of an environment is reported: %s",
    (path, base) => {
      const keys = path.split(".");
      const damaged = withJunk(base, keys, ofAnotherType(valueAt(base, keys)));
      const lines = linesOf([damaged], datasets);
      expect(lines).not.toEqual([]);
      expectSentences(lines);
    },
  );

  it.each(settingsOf(datasets).filter((setting) => !isExample(setting)))(
    "of a dataset is reported: %s",
    (path, base) => {
      const keys = path.split(".");
      const damaged = withJunk(base, keys, ofAnotherType(valueAt(base, keys)));
      const lines = linesOf([environmentOf("dev")], [damaged]);
      expect(lines).not.toEqual([]);
      expectSentences(lines);
    },
  );
});

describe("a damaged configuration", () => {
  /** Number of random configurations with violations; others happen to be valid. */
  function violating(property: (count: (lines: readonly string[]) => void) => void): number {
    let count = 0;
    property((lines) => {
      expectSentences(lines);
      if (lines.length > 0) count += 1;
    });
    return count;
  }

  it("of an environment never ends the check, and mostly has violations", () => {
    const count = violating((report) =>
      fc.assert(
        fc.property(damaged(environments, environmentFields), ({ value }) =>
          report(linesOf([value], datasets)),
        ),
        { numRuns: RUNS },
      ),
    );
    expect(count).toBeGreaterThan(RUNS / 2);
  });

  it("of a dataset never ends the check, and mostly has violations", () => {
    const count = violating((report) =>
      fc.assert(
        fc.property(damaged(datasets, datasetFields), ({ value }) =>
          report(linesOf([environmentOf("dev")], [value])),
        ),
        { numRuns: RUNS },
      ),
    );
    expect(count).toBeGreaterThan(RUNS / 2);
  });

  it("reports where it can't be read, and how to find the location", () => {
    // Values that TypeScript would reject.
    const environment: unknown = null;
    const dataset: unknown = { name: "orders", columns: null };
    expect(linesOf([environment as Environment], [dataset as Dataset])).toEqual([
      "environments[0] has no name: received null, expected an object with a name. Run `npm run typecheck`: it shows the location.",
      expect.stringMatching(
        /^datasets\.orders can't be read \(.+\): received \{"name":"orders","columns":null\}, expected a value of its TypeScript type\. Run `npm run typecheck`/,
      ),
    ]);
  });

  it("shows a name with a line break in one line", () => {
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
        // Values that TypeScript rejects need good messages at run time too.
        expectSentences(linesOf([environment as Environment], [dataset as Dataset]));
      }),
      { numRuns: RUNS },
    );
  });
});
