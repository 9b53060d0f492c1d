import fc from "fast-check";

export type { Arbitrary } from "fast-check";

/**
 * Seed of all random tests: the same in every run, so that none fails by chance. `FC_SEED=NUMBER` tries another; a test
 * that fails prints the seed and the path that lead to its example.
 */
export const SEED = Number(process.env["FC_SEED"] ?? 20_261_128);
if (!Number.isInteger(SEED)) throw new Error("FC_SEED must be a whole number.");

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });

export default fc;
