import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bootstrapCommand } from "../../../cli/bootstrap/bootstrap-command";
import { deployCommand } from "../../../cli/deploy/deploy-command";
import type * as planStore from "../../../cli/deploy/plan-store";
import type * as savedPlan from "../../../cli/deploy/saved-plan";
import { lockProvidersCommand } from "../../../cli/lock-providers/lock-providers-command";
import { createPlan } from "../../../cli/review/create-plan";
import { Output } from "../../../cli/terminal/output";
import type * as synth from "../../../cli/terraform/synth";
import { findTerraform } from "../../../toolchain/terraform/terraform";

const RECEIPT = { environment: "prod", commit: "c0ffee", sha256: "" };

jest.mock("../../../toolchain/terraform/terraform", () => ({
  findTerraform: jest.fn(() => Promise.resolve("terraform")),
}));
jest.mock("../../../cli/target/environment-clients", () => ({
  clientsFor: () => Promise.resolve({ destroy: () => undefined }),
}));
jest.mock("../../../cli/target/caller-account", () => ({
  requireCallerAccount: () => Promise.resolve("123456789012"),
}));
jest.mock("../../../cli/bootstrap/bootstrap-stage", () => ({
  bootstrapStage: () => Promise.resolve({ stage: "interim" }),
}));
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

  const output = () => new Output({ json: true });
  const commands: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["review", () => createPlan(output(), "prod")],
    ["deploy", () => deployCommand(output(), { env: "prod", plan: __filename })],
    ["bootstrap", () => bootstrapCommand(output(), { env: "prod", adopt: false })],
    ["terraform", () => lockProvidersCommand(output(), { platform: [], upgrade: false })],
  ];

  it.each(commands)("are private to their owner: %s", async (name, work) => {
    await expect(work()).rejects.toThrow("far enough");
    expect(readdirSync(folder)).toContain(name);
    for (const each of [folder, ...readdirSync(folder).map((file) => path.join(folder, file))]) {
      expect({ each, mode: lstatSync(each).mode & 0o077 }).toEqual({ each, mode: 0 });
    }
  });

  it.each(commands)(
    "are not created in a folder that others share, nor is Terraform installed: %s",
    async (_, run) => {
      mkdirSync(folder);
      chmodSync(folder, 0o1777);
      jest.mocked(findTerraform).mockClear();
      await expect(run()).rejects.toThrow(folder);
      expect(findTerraform).not.toHaveBeenCalled();
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});
