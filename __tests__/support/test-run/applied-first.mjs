import path from "node:path";
import Sequencer from "@jest/test-sequencer";

const applied = `${path.sep}applied${path.sep}`;

/**
 * Starts the tests that run Terraform before all others: they are the longest, though not the largest files, and one
 * that is left to the end would run alone.
 */
export default class AppliedFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isApplied = (test) => test.path.includes(applied);
    return [...sorted.filter(isApplied), ...sorted.filter((test) => !isApplied(test))];
  }
}
