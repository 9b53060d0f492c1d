import { readFileSync } from "node:fs";
import { join } from "node:path";

import DifferenceEnvironment from "./difference-environment";

const root = join(__dirname, "..", "..", "..");

/** A test of a file, as jest-circus reports its end. */
async function ended(file: string, name: string, errors: unknown[]): Promise<unknown[]> {
  const options = { testEnvironmentOptions: {}, globals: {}, fakeTimers: {} };
  const environment = new DifferenceEnvironment(
    // The environment uses no more of its configuration.
    { projectConfig: options, globalConfig: {} } as unknown as ConstructorParameters<
      typeof DifferenceEnvironment
    >[0],
    { console, docblockPragmas: {}, testPath: `/any/__tests__/${file}` },
  );
  environment.handleTestEvent({ name: "test_done", test: { name, errors } });
  await environment.teardown();
  return errors;
}

// Written by hand, with these fields.
const differences = JSON.parse(
  readFileSync(join(__dirname, "differences.json"), "utf8"),
) as Readonly<Record<string, Readonly<Record<string, string>>>>;

describe("differences between the engines", () => {
  const [[file = "", tests = {}] = []] = Object.entries(differences);
  const [listed = ""] = Object.keys(tests);

  it("are no failures", async () => {
    expect(await ended(file, listed, ["it failed"])).toEqual([]);
  });

  it("fail where they are listed and hold", async () => {
    expect(await ended(file, listed, [])).toEqual([
      expect.objectContaining({ message: expect.stringContaining("but it holds") as unknown }),
    ]);
  });

  it("are only those that are listed", async () => {
    expect(await ended(file, "another test", ["it failed"])).toEqual(["it failed"]);
    expect(await ended("another.test.ts", listed, ["it failed"])).toEqual(["it failed"]);
    expect(await ended(file, "another test", [])).toEqual([]);
  });

  it("are of files that exist, each with a reason", () => {
    for (const [path, reasons] of Object.entries(differences)) {
      expect(readFileSync(join(root, "__tests__", path), "utf8")).toContain("describe(");
      for (const reason of Object.values(reasons)) expect(reason).toMatch(/\.$/);
    }
  });
});
