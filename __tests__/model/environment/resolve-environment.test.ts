import type { Environment } from "../../../model/environment/environment";
import { environments } from "../../../config/environments";
import { environmentDefaults } from "../../../model/environment/environment-defaults";
import { resolveEnvironment } from "../../../model/environment/resolve-environment";
import fc from "../../support/random/seeded-fast-check";
import { nonEmpty } from "../../support/non-empty";
import { exportedType } from "../../support/sources/library-types";
import { optionalProperties } from "../../support/sources/optional-properties";
import type { Tree } from "../../support/sources/optional-properties";

const bare: Environment = {
  name: "bare",
  project: "lake",
  region: "us-east-1",
  accountId: "111122223333",
  removalPolicy: "retain",
  state: { type: "local", folder: "state" },
};

/** Optional groups of settings: their fields have defaults only if the group is set. */
const optional = {
  lakeFormation: {},
  github: { repository: "my-company/data-lake" },
  emulator: { endpointUrl: "http://127.0.0.1:4566" },
};

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

/** The settings that an environment may omit: `type` is required in `partitions`, and `removalPolicy` in an environment. */
const settings = Object.keys(environmentDefaults).filter(
  (path) => path !== "partitions.type" && path !== "removalPolicy",
);

/** Every optional setting, with the settings around it, found by the type. */
const optionalSettings = optionalProperties(exportedType("Environment"), { ...bare });

describe("a resolved environment", () => {
  it.each(settings)("has the default of %s", (path) => {
    const expected = environmentDefaults[path as keyof typeof environmentDefaults].value;
    expect(valueAt(resolveEnvironment({ ...bare, ...optional }), path)).toEqual(expected);
  });

  it("keeps error objects, which contain whole records, as long as raw copies", () => {
    const { lakeLifecycle } = resolveEnvironment({ ...bare, rawRetentionDays: 7 });
    expect(lakeLifecycle.errorsExpireAfterDays).toBe(7);
  });

  it("is tested for every optional setting of the type", () => {
    const places = optionalSettings.map(({ path }) => path.replace(/\(.*?\)/g, ""));
    expect(places).toEqual(expect.arrayContaining([...settings, "lakeLifecycle.expireAfterDays"]));
  });

  it.each(optionalSettings)("treats $path: undefined like a missing setting", (setting) => {
    // TypeScript rejects this value; untyped code can pass it.
    const [missing, named] = [setting.without, setting.asUndefined] as unknown as [
      Environment,
      Environment,
    ];
    expect(resolveEnvironment(named)).toEqual(resolveEnvironment(missing));
  });

  it("leaves out a tag that is undefined", () => {
    // TypeScript rejects this value; untyped code can pass it.
    const tags = { Project: undefined, Team: "data" } as unknown as Record<string, string>;
    expect(resolveEnvironment({ ...bare, tags }).tags).toStrictEqual({ Team: "data" });
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
