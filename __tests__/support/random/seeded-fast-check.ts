import fc from "fast-check";

export type { Arbitrary } from "fast-check";

/**
 * Seed of all random tests: the same in every run, so that results are reproducible. `FC_SEED=NUMBER` sets another one; a failing
 * test prints the seed and the path of its example.
 */
export const SEED = Number(process.env["FC_SEED"] ?? 20_261_128);
if (!Number.isInteger(SEED)) throw new Error("FC_SEED must be an integer.");

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });

export default fc;
