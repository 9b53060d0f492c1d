import { usageDefaults } from "../../../cli/cost/usage";
import { reviewPlan } from "../../../cli/review/plan-review";
import { renderDiagram } from "../../../cli/review/rendering/pipeline-diagram";
import { renderReview } from "../../../cli/review/rendering/render-review";
import { CORPUS } from "./corpus/corpus";
import type { FamilyCase } from "./corpus/corpus";
import { LEVELS } from "./corpus/support/corpus-case";
import { keepMisses, knownMisses } from "./corpus/support/known-misses";

/** Of all plans, how many may be judged harsher than a reviewer would; many, as long as the review knows few types. */
const HARSHER_PERCENT = knownMisses().length > 0 ? 50 : 5;

interface Judged {
  readonly name: string;
  /** Negative where the review is milder than a reviewer. */
  readonly difference: number;
  readonly text: string;
}

function judge({ name, verdict, plan, refused }: FamilyCase): Judged {
  const { level, reasons } = reviewPlan(plan, usageDefaults, refused).verdict;
  const difference = LEVELS.indexOf(level) - LEVELS.indexOf(verdict);
  const said = [level, ...reasons].join("; ");
  return { name, difference, text: `${name}: expected "${verdict}", received "${said}"` };
}

describe("the corpus", () => {
  const judged = CORPUS.map(judge);
  const milder = judged.filter(({ difference }) => difference < 0);
  const known = knownMisses();

  it("has different names, and a source and a reason for each verdict", () => {
    expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
    expect(CORPUS.filter(({ source, why }) => source === "" || why === "")).toEqual([]);
  });

  it("is judged never milder than by a reviewer", () => {
    expect(milder.filter(({ name }) => !known.includes(name)).map(({ text }) => text)).toEqual([]);
  });

  it("has no case among its known misses that is judged right", () => {
    const missed = new Set(milder.map(({ name }) => name));
    if (process.env.UPDATE_CORPUS === "1") keepMisses(missed);
    expect(knownMisses().filter((name) => !missed.has(name))).toEqual([]);
  });

  it("is reported without a value that a plan marks as sensitive, and short enough for a comment", () => {
    const reports = CORPUS.map(({ plan, refused }) => {
      const review = reviewPlan(plan, usageDefaults, refused);
      return [renderReview(review, "Plan"), renderDiagram(review, "Plan"), JSON.stringify(review)];
    });
    expect(reports.flat().filter((text) => text.includes("hunter2-canary"))).toEqual([]);
    expect(Math.max(...reports.map(([report = ""]) => report.length))).toBeLessThan(65_536);
  });

  it(`is judged harsher than by a reviewer in ${HARSHER_PERCENT} of 100 plans at most`, () => {
    const harsher = judged.filter(({ difference }) => difference > 0).map(({ text }) => text);
    const most = Math.floor((CORPUS.length * HARSHER_PERCENT) / 100);
    expect(harsher.length > most ? harsher : []).toEqual([]);
  });
});
