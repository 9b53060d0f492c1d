import path from "node:path";
import Sequencer from "@jest/test-sequencer";

const applied = `${path.sep}applied${path.sep}`;

/** The place of a test in the run: Terraform's come first, then those that start processes. */
function rankOf({ path: file }) {
  if (file.includes(applied)) return 0;
  return /\.(?:processes|security)\.test\.ts$/.test(file) ? 1 : 2;
}

/** Starts the longest tests before all others, though they are not the largest files: one that is left to the end would run alone. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    // The sort is stable, so Jest's own order stays within a rank.
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
}
