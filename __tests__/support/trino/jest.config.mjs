import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import base from "../../../jest.config.mjs";

const embedded = base.projects.find((project) => project.displayName === "embedded");

/** The tests of Athena's API on a real Trino: `npm run test:trino`. */
export default {
  ...embedded,
  displayName: "trino",
  rootDir: resolve(fileURLToPath(import.meta.url), "../../../.."),
  testEnvironment: "<rootDir>/__tests__/support/trino/difference-environment.ts",
  testTimeout: base.testTimeout,
  globalSetup: "<rootDir>/__tests__/support/trino/set-up.ts",
  globalTeardown: "<rootDir>/__tests__/support/trino/tear-down.ts",
  // They share one Data Catalog.
  maxWorkers: 1,
  testMatch: [
    "<rootDir>/__tests__/local/athena/*.test.ts",
    "<rootDir>/__tests__/local/athena/{functions,sql,statements,translation,trino,trino-cases}/**/*.test.ts",
    "<rootDir>/__tests__/local/athena/engine/information-schema.test.ts",
    "<rootDir>/__tests__/local/athena/engine/sources/{json,parquet}-source.test.ts",
  ],
  testPathIgnorePatterns: ["/node_modules/", "\\.security\\.test\\.ts$"],
};
