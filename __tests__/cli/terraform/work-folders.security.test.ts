import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deployCommand } from "../../../cli/deploy/deploy-command";
import type * as planStore from "../../../cli/deploy/plan-store";
import type * as savedPlan from "../../../cli/deploy/saved-plan";
import { createPlan } from "../../../cli/review/create-plan";
import { Output } from "../../../cli/terminal/output";
import type * as synth from "../../../cli/terraform/synth";

const RECEIPT = { environment: "prod", commit: "c0ffee", sha256: "" };

jest.mock("../../../toolchain/terraform/terraform", () => ({ findTerraform: () => "terraform" }));
jest.mock("../../../cli/deploy/current-commit", () => ({ currentCommit: () => RECEIPT.commit }));
jest.mock("../../../cli/deploy/plan-store", () => ({
  ...jest.requireActual<typeof planStore>("../../../cli/deploy/plan-store"),
  withPlanStore: (environment: unknown) => environment,
}));
jest.mock("../../../cli/deploy/saved-plan", () => ({
  ...jest.requireActual<typeof savedPlan>("../../../cli/deploy/saved-plan"),
  parseReceipt: () => RECEIPT,
}));
// As far as the folders are made, and no further.
jest.mock("../../../cli/terraform/synth", () => ({
  ...jest.requireActual<typeof synth>("../../../cli/terraform/synth"),
  synthesize: () => Promise.reject(new Error("far enough")),
}));

describe("the work folders of commands for AWS, in a fresh clone", () => {
  const parent = mkdtempSync(path.join(tmpdir(), "work-folders-"));
  const folder = path.join(parent, "home");
  const before = process.env.LAKE_HOME;
  const umask = process.umask(0o022);

  beforeAll(() => {
    process.env.LAKE_HOME = folder;
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  afterAll(() => {
    process.umask(umask);
    if (before === undefined) delete process.env.LAKE_HOME;
    else process.env.LAKE_HOME = before;
    rmSync(parent, { recursive: true, force: true });
  });

  it.each([
    ["review", () => createPlan(new Output({ json: true }), "prod")],
    ["deploy", () => deployCommand(new Output({ json: true }), { env: "prod", plan: __filename })],
  ])("are private to their owner: %s", async (name, work) => {
    await expect(work()).rejects.toThrow("far enough");
    expect(readdirSync(folder)).toContain(name);
    for (const each of [folder, ...readdirSync(folder).map((file) => path.join(folder, file))]) {
      expect({ each, mode: lstatSync(each).mode & 0o077 }).toEqual({ each, mode: 0 });
    }
  });
});
