import type { Environment } from "../../../../model/environment/environment";
import { violationLine } from "../../../../model/validation/config-violation";
import { validateConfiguration } from "../../../../model/validation/validate-configuration";

const first: Environment = {
  name: "dev",
  project: "lake",
  region: "eu-west-1",
  removalPolicy: "retain",
  state: { type: "local", folder: "state" },
};

function linesFor(one: Partial<Environment>, other: Partial<Environment>): string[] {
  const environments = [
    { ...first, ...one },
    { ...first, ...other },
  ];
  return validateConfiguration(environments, []).map(violationLine);
}

describe("environments of one account", () => {
  it.each<[string, Partial<Environment>, Partial<Environment>]>([
    ["a name that continues after a hyphen", { name: "dev" }, { name: "dev-eu" }],
    ["the same in reverse order", { name: "dev-eu" }, { name: "dev" }],
    [
      "a project that ends where another's environment does",
      { name: "dev" },
      { project: "lake-dev", name: "x" },
    ],
    ["equal prefixes", { name: "dev-x" }, { project: "lake-dev", name: "x" }],
    ["different regions", { name: "dev" }, { name: "dev-eu", region: "us-east-1" }],
    ["one account", { accountId: "111122223333" }, { name: "dev-eu", accountId: "111122223333" }],
    ["an unknown account", { accountId: "111122223333" }, { name: "dev-eu" }],
  ])("are rejected with %s, in one line that names both", (_, one, other) => {
    const lines = linesFor(one, other);
    expect(lines).toHaveLength(1);
    const [shorter = "", longer = ""] = [one, other]
      .map(({ name = "dev", project = "lake" }) => ({ name, base: `${project}-${name}` }))
      .sort((a, b) => a.base.length - b.base.length)
      .map(({ name }) => name);
    expect(lines[0]).toMatch(new RegExp(`^environments\\.${longer} .* environment ${shorter}`));
    expect(lines[0]).toContain("config/environments.ts");
  });

  it.each<[string, Partial<Environment>, Partial<Environment>]>([
    ["a name that continues without a hyphen", { name: "dev" }, { name: "dev2" }],
    ["other projects", { name: "dev" }, { name: "dev-eu", project: "other" }],
    [
      "different accounts",
      { accountId: "111122223333" },
      { name: "dev-eu", accountId: "444455556666" },
    ],
    [
      "an emulator for one of them",
      { name: "dev" },
      { name: "dev-local", emulator: { endpointUrl: "http://127.0.0.1:4566" } },
    ],
  ])("may have %s", (_, one, other) => {
    expect(linesFor(one, other)).toEqual([]);
  });
});
