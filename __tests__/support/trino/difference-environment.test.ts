import { readFileSync } from "node:fs";
import { join } from "node:path";

import DifferenceEnvironment, { type Differences } from "./difference-environment";

const root = join(__dirname, "..", "..", "..");

/** A test of a file, as jest-circus reports its end. */
async function ended(file: string, name: string, errors: unknown[]): Promise<unknown[]> {
  const environment = environmentOf(file);
  environment.handleTestEvent(
    { name: "test_done", test: { name, errors } },
    { unhandledErrors: [] },
  );
  await environment.teardown();
  return errors;
}

/** What a file's end complains of after these tests. */
async function finished(file: string, names: readonly string[]): Promise<unknown[]> {
  const environment = environmentOf(file);
  const unhandledErrors: unknown[] = [];
  for (const name of names) {
    const test = { name, errors: ["it failed"] };
    environment.handleTestEvent({ name: "test_done", test }, { unhandledErrors });
  }
  environment.handleTestEvent({ name: "run_finish" }, { unhandledErrors });
  await environment.teardown();
  return unhandledErrors;
}

function environmentOf(file: string): DifferenceEnvironment {
  const options = { testEnvironmentOptions: {}, globals: {}, fakeTimers: {} };
  return new DifferenceEnvironment(
    // The environment uses no more of its configuration.
    { projectConfig: options, globalConfig: {} } as unknown as ConstructorParameters<
      typeof DifferenceEnvironment
    >[0],
    { console, docblockPragmas: {}, testPath: `/any/__tests__/${file}` },
  );
}

// Written by hand, in this form.
const { reasons, tests: differences } = JSON.parse(
  readFileSync(join(__dirname, "differences.json"), "utf8"),
) as Differences;

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

  it("fail where no test has their name", async () => {
    expect(await finished(file, Object.keys(tests))).toEqual([]);
    expect(await finished(file, Object.keys(tests).slice(1))).toEqual([
      expect.objectContaining({ message: expect.stringContaining("is no test") as unknown }),
    ]);
  });

  it("are of files that exist, each with a reason and its source, and no reason without them", () => {
    for (const path of Object.keys(differences)) {
      expect(readFileSync(join(root, "__tests__", path), "utf8")).toContain("describe(");
    }
    const named = Object.values(differences).flatMap((listedTests) => Object.values(listedTests));
    expect([...new Set(named)].sort()).toEqual(Object.keys(reasons).sort());
    for (const { reason, source } of Object.values(reasons)) {
      expect(reason).toMatch(/\.$/);
      expect(source).toMatch(/^https:\/\/|^tried on Trino 476$|^(?:docs|__tests__)\//);
    }
  });
});
