import type { Environment } from "../../../model/environment/environment";
import { environments } from "../../../config/environments";
import { environmentDefaults } from "../../../model/environment/environment-defaults";
import { resolveEnvironment } from "../../../model/environment/resolve-environment";
import { synthesizeLake } from "../../support/plans/synth";
import { planDifference } from "../../support/plans/plan-difference";
import fc from "../../support/random/seeded-fast-check";
import { nonEmpty } from "../../support/non-empty";

const bare: Environment = {
  name: "bare",
  project: "lake",
  region: "us-east-1",
  accountId: "111122223333",
  removalPolicy: "retain",
  state: { type: "local", folder: "state" },
};

/** Optional groups of settings: their fields have defaults only if the group is set. */
const optional = { lakeFormation: {}, github: { repository: "my-company/data-lake" } };

type Tree = Readonly<Record<string, unknown>>;

function valueAt(tree: unknown, path: string): unknown {
  // A path passes through objects.
  return path.split(".").reduce((value, key) => (value as Tree)[key], tree);
}

function withValue(tree: Tree, [key = "", ...rest]: readonly string[], value: unknown): Tree {
  return {
    ...tree,
    [key]: rest.length === 0 ? value : withValue((tree[key] ?? {}) as Tree, rest, value),
  };
}

/** Optional groups of settings. */
const groups = [
  "tags",
  "lakeLifecycle",
  "lakeLifecycle.errorsExpireAfterDays",
  "stream",
  "delivery",
  "delivery.buffering",
  "delivery.backup",
  "delivery.backup.buffering",
  "partitions",
  "queries",
  "monitoring",
  "monitoring.tolerance",
  "serviceTrust",
];
const settings = Object.keys(environmentDefaults).filter((path) => path !== "partitions.type");

describe("a resolved environment", () => {
  it.each(settings)("has the default of %s", (path) => {
    const expected = environmentDefaults[path as keyof typeof environmentDefaults].value;
    expect(valueAt(resolveEnvironment({ ...bare, ...optional }), path)).toEqual(expected);
  });

  it("keeps error objects, which contain whole records, as long as raw copies", () => {
    const { lakeLifecycle } = resolveEnvironment({ ...bare, rawRetentionDays: 7 });
    expect(lakeLifecycle.errorsExpireAfterDays).toBe(7);
  });

  it.each([...settings, ...groups])("treats %s: undefined like a missing setting", (path) => {
    const named = withValue(
      { ...bare, ...optional, partitions: { type: "crawler" } },
      path.split("."),
      undefined,
    );
    // TypeScript rejects this value; untyped code can pass it.
    expect(resolveEnvironment(named as unknown as Environment)).toEqual(
      resolveEnvironment({ ...bare, ...optional }),
    );
  });

  it("does not change when it is resolved again", () => {
    for (const environment of nonEmpty(environments)) {
      const resolved = resolveEnvironment(environment);
      expect(resolveEnvironment(resolved)).toEqual(resolved);
    }
  });

  it("keeps every number that is set", () => {
    const numbers = settings.filter(
      (path) => typeof valueAt(resolveEnvironment({ ...bare, ...optional }), path) === "number",
    );
    expect(numbers.length).toBeGreaterThan(15);
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.nat(), (path, number) => {
        const given = withValue({ ...bare, ...optional }, path.split("."), number);
        expect(valueAt(resolveEnvironment(given as unknown as Environment), path)).toBe(number);
      }),
    );
  });
});

describe("a stack whose settings are undefined", () => {
  it("has the same plan as a stack without these settings", () => {
    const named = [...settings, ...groups]
      .filter((path) => !/^(lakeFormation|github|partitions)\b/.test(path))
      .sort((a, b) => b.length - a.length)
      .reduce<Tree>((tree, path) => withValue(tree, path.split("."), undefined), { ...bare });
    const leaves = withValue(
      {
        ...bare,
        monitoring: { logRetentionDays: undefined },
        lakeLifecycle: {
          errorsExpireAfterDays: undefined,
          noncurrentVersionsExpireAfterDays: undefined,
        },
        delivery: { buffering: { sizeMiB: undefined }, backup: { compression: undefined } },
      },
      ["rawRetentionDays"],
      undefined,
    );
    for (const environment of [named, leaves]) {
      expect(
        planDifference(synthesizeLake(bare), synthesizeLake(environment as unknown as Environment)),
      ).toBe("");
    }
  });
});
