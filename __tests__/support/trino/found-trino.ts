import type { TrinoSource } from "../../../toolchain/trino/trino";

/** Variable by which the environment of a file of tests tells them of the Trino that it found. */
const VARIABLE = "LAKE_TEST_TRINO_SOURCE";

/** Tells a file's tests of the Trino that was found. @param environment variables of the tests */
export function announceTrino(source: TrinoSource, environment: NodeJS.ProcessEnv): void {
  environment[VARIABLE] = JSON.stringify(source);
}

/** The Trino for this file of tests; undefined if there is none, and its tests are skipped. */
export function foundTrino(): TrinoSource | undefined {
  const text = process.env[VARIABLE];
  // Written by announceTrino.
  return text === undefined ? undefined : (JSON.parse(text) as TrinoSource);
}
