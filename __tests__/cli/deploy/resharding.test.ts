import { chmodSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "../../support/random/seeded-fast-check";
import { applySavedPlan } from "../../../cli/deploy/apply-saved-plan";
import {
  isRejected,
  rejectUnsupportedReshardings,
  reshardingProblem,
  reshardings,
  reshardingSteps,
} from "../../../cli/deploy/resharding";
import { reviewPlan } from "../../../cli/review/plan-review";
import { renderReview } from "../../../cli/review/rendering/render-review";
import type { TerraformPlan } from "../../../cli/terraform/plan/terraform-plan";
import { planWith } from "../review/support/plans";

const ADDRESS = "aws_kinesis_stream.sample_events_event_stream";
const stream = (shards: number | null, mode: string | undefined = "PROVISIONED") => ({
  shard_count: shards,
  encryption_type: "KMS",
  ...(mode === undefined ? {} : { stream_mode_details: [{ stream_mode: mode }] }),
});
const planned = (before: ReturnType<typeof stream>, after: ReturnType<typeof stream>) =>
  planWith({ [ADDRESS]: { actions: ["update"], before, after } });

/** What the review finds in the steps; that fewer shards take less is another question. */
function findingsOf(plan: TerraformPlan) {
  return reviewPlan(plan).findings.filter(({ rule }) => rule === "project/resharding");
}

describe("a change of the number of shards", () => {
  it.each([
    [1, 8, [2, 4, 8]],
    [1, 3, [2, 3]],
    [3, 7, [6, 7]],
    [8, 1, [4, 2, 1]],
    [5, 1, [3, 2, 1]],
    [10, 4, [5, 4]],
  ])("from %d to %d is rejected, with the steps to take", (from, to, steps) => {
    const [resharding] = reshardings(planned(stream(from), stream(to)));
    expect(resharding).toEqual({ address: ADDRESS, from, to });
    expect(reshardingSteps(from, to)).toEqual(steps);
    expect(() => rejectUnsupportedReshardings(planned(stream(from), stream(to)))).toThrow(
      `${ADDRESS} changes from ${from} to ${to} shards; AWS at most doubles or halves the shards of a stream at once: deploy shardCount ${steps.join(", ")} one after another`,
    );
  });

  it.each([
    [1, 2],
    [4, 7],
    [4, 8],
    [5000, 10_000],
    [12_000, 9999],
    [8, 4],
    [5, 3],
    [4, 4],
  ])("from %d to %d is allowed", (from, to) => {
    const plan = planned(stream(from), stream(to));
    expect(() => rejectUnsupportedReshardings(plan)).not.toThrow();
    expect(findingsOf(plan)).toEqual([]);
  });

  it.each([
    [6000, 12_000],
    [10_000, 10_001],
    [10_001, 10_002],
    [12_000, 10_000],
    [20_000, 5000],
  ])("from %d to %d is rejected, since no steps lead there", (from, to) => {
    const plan = planned(stream(from), stream(to));
    expect(reshardingSteps(from, to)).toBeUndefined();
    expect(() => rejectUnsupportedReshardings(plan)).toThrow(
      `changes from ${from} to ${to} shards, which AWS rejects: by default it makes no stream larger than 10000 shards`,
    );
    expect(findingsOf(plan)).toHaveLength(1);
  });

  it("takes steps of which AWS rejects none, and no more than doubling or halving needs", () => {
    // From 19,998 shards, a step down leads below 10,000.
    const before = fc.integer({ min: 1, max: 19_998 });
    const after = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(before, after, (from, to) => {
        fc.pre(from <= 10_000 || to < 10_000);
        const steps = reshardingSteps(from, to);
        if (steps === undefined) throw new Error(`No steps lead from ${from} to ${to}`);
        let current = from;
        for (const step of steps) {
          expect(isRejected({ address: ADDRESS, from: current, to: step })).toBe(false);
          current = step;
        }
        expect(current).toBe(to);
        expect(steps.length).toBe(
          from === to ? 0 : Math.ceil(Math.log2(Math.max(from, to) / Math.min(from, to)) - 1e-9),
        );
      }),
    );
  });

  it("says how many steps fit into a day where there are more", () => {
    expect(reshardingProblem({ address: ADDRESS, from: 1, to: 1024 })).not.toContain("24 hours");
    expect(reshardingProblem({ address: ADDRESS, from: 1, to: 1025 })).toContain(
      "at most ten of them in 24 hours",
    );
  });

  it.each([
    ["a new stream", { actions: ["create"] as const, before: null, after: stream(8) }],
    [
      "a stream that is replaced",
      { actions: ["delete", "create"] as const, before: stream(1), after: stream(8) },
    ],
    [
      "a stream that becomes on-demand",
      { actions: ["update"] as const, before: stream(8), after: stream(null, "ON_DEMAND") },
    ],
    [
      "another argument",
      { actions: ["update"] as const, before: stream(1), after: { ...stream(1), name: "other" } },
    ],
  ])("is none in %s", (_, change) => {
    expect(reshardings(planWith({ [ADDRESS]: change }))).toEqual([]);
  });

  it("counts as provisioned what has no mode", () => {
    const plan = planned(stream(1, undefined), stream(8));
    expect(() => rejectUnsupportedReshardings(plan)).toThrow("from 1 to 8 shards");
  });

  it.each([0, null])(
    "of a stream that is on-demand until then, with %j shards in its state, is reported and not guessed",
    (shards) => {
      const plan = planned(stream(shards, "ON_DEMAND"), stream(8));
      expect(() => rejectUnsupportedReshardings(plan)).not.toThrow();
      const { findings, verdict } = reviewPlan(plan);
      expect(findings.filter(({ rule }) => rule === "project/resharding")).toEqual([
        {
          rule: "project/resharding",
          title: "AWS rejects a change of a stream's shards, or may reject it",
          level: "look closely",
          address: ADDRESS,
          message: expect.stringContaining(
            "changes to 8 shards from a number that the plan does not know",
          ) as string,
          isNew: true,
        },
      ]);
      expect(verdict.level).toBe("look closely");
    },
  );
});

describe("a plan with a change of shards that AWS rejects", () => {
  const plan = planned(stream(1), stream(8));

  it("has the steps in its review, which asks for a closer look", () => {
    const review = reviewPlan(plan);
    expect(review.verdict).toMatchObject({
      level: "look closely",
      reasons: [expect.stringContaining(ADDRESS)],
    });
    expect(renderReview(review, "prod")).toContain("deploy shardCount 2, 4, 8 one after another");
  });

  it("is not applied, whoever approved it", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "resharding-"));
    const applied = path.join(folder, "applied");
    const command = path.join(folder, "terraform");
    writeFileSync(path.join(folder, "plan.json"), JSON.stringify(plan));
    writeFileSync(
      command,
      `#!/bin/sh\ncase "$*" in *show*) cat '${path.join(folder, "plan.json")}' ;; *apply*) : > '${applied}' ;; esac\n`,
    );
    chmodSync(command, 0o755);
    const terraform = { command, stackFolder: folder, environment: process.env };
    const apply = applySavedPlan(
      terraform,
      Buffer.from("plan"),
      () => undefined,
      () => undefined,
    );
    await expect(apply).rejects.toThrow("deploy shardCount 2, 4, 8 one after another");
    expect(existsSync(applied)).toBe(false);
  });
});
