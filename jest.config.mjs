// The default export: an old Node.js lacks the function, and has to be refused before that matters.
import "./errors/require-node.cjs";
import os from "node:os";

// The AWS SDK announces in every test file that it will leave Node.js 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const common = {
  testEnvironment: "node",
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      {
        jsc: { target: "es2022", parser: { syntax: "typescript" } },
        module: { type: "commonjs", lazy: true },
      },
    ],
  },
  // These come as ES modules only, which Jest loads only once they are transformed.
  transformIgnorePatterns: ["/node_modules/(?!(hyparquet|marked)/)"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist", "<rootDir>/.lake"],
  // CDKTF takes a stack trace of every token; Jest's source maps make that three quarters of a synth.
  moduleNameMapper: {
    // Tests use datasets of their own, so that adding, renaming or removing one of the lake's breaks none of them.
    "^(?:\\.{1,2}/)+config/datasets(/.*)?$": "<rootDir>/__tests__/fixtures/datasets$1",
    "^\\.{1,2}/.*stack-trace$": "<rootDir>/__tests__/support/test-run/no-stack-trace.ts",
  },
};

/** Tests that attack: `npm run test:security` runs them alone, and each belongs to one project only. */
const attacks = "\\.security\\.test\\.ts$";

/** Tests that call the Python index: `npm run test:network` runs them alone, since a machine may have no network. */
const networked = "\\.network\\.test\\.ts$";

/**
 * Tests that go through a long part of a lake's life with Terraform, or with several starts of the embedded AWS: each
 * takes minutes. `npm run test:applied` runs them with the others that deploy.
 */
const journeys = "\\.journey\\.test\\.ts$";

/** Tests of every variant of the lake, one after another: `npm run test:models` runs them alone, for they take long. */
const matrices = "\\.matrix\\.test\\.ts$";

/** Tests that walk every combination of something, or hundreds of generated ones: too many for each step. */
const exhaustive = "\\.exhaustive\\.test\\.ts$";

/** Tests that start other programs, such as a second Node.js, Python or esbuild: seconds for each. */
const processes = "\\.processes\\.test\\.ts$";

/** Tests of the repository itself: its tools, workflows, policies, documents, packages and import rules. */
const repository = "/__tests__/((compat|docs|policy|workflows)/.+|[^/]+)\\.test\\.ts$";

/**
 * `unit` is what people run at every step: the infrastructure, its configuration, the publisher and the commands.
 * `processes` holds those of their tests that start other programs.
 * `repository` holds what checks the whole of it, with the compilers, linters and scanners that it uses.
 * `embedded` holds the parts of the embedded AWS, with real DuckDB and child processes; `applied` runs Terraform against
 * it, `reliability` makes it fail, and `security` attacks it.
 */
export default {
  // Longer than a wait of `until`, so that a test that hangs reports what it awaited.
  testTimeout: 300_000,
  globalSetup: "<rootDir>/__tests__/support/test-run/set-up.ts",
  testSequencer: "<rootDir>/__tests__/support/test-run/applied-first.mjs",
  globalTeardown: "<rootDir>/__tests__/support/test-run/tear-down.ts",
  // The applied tests wait for Terraform most of the time, which waits for the emulated AWS.
  maxWorkers: os.availableParallelism() * 2,
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: [
        "/node_modules/",
        attacks,
        networked,
        journeys,
        exhaustive,
        processes,
        repository,
        "<rootDir>/__tests__/applied/",
        "<rootDir>/__tests__/clients/",
        "<rootDir>/__tests__/local/",
        "<rootDir>/__tests__/toolchain/",
        "<rootDir>/__tests__/reliability/",
      ],
    },
    {
      ...common,
      displayName: "processes",
      testRegex: [processes],
      testPathIgnorePatterns: ["/node_modules/", attacks],
    },
    {
      ...common,
      displayName: "repository",
      testRegex: [repository, exhaustive],
      testPathIgnorePatterns: ["/node_modules/", attacks, networked],
    },
    {
      ...common,
      displayName: "embedded",
      testMatch: [
        "<rootDir>/__tests__/local/**/*.test.ts",
        "<rootDir>/__tests__/toolchain/**/*.test.ts",
      ],
      testPathIgnorePatterns: ["/node_modules/", attacks, networked],
    },
    {
      ...common,
      displayName: "applied",
      testMatch: ["<rootDir>/__tests__/applied/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", attacks, networked, journeys, matrices],
    },
    {
      ...common,
      displayName: "reliability",
      testMatch: ["<rootDir>/__tests__/reliability/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", attacks, networked],
    },
    {
      ...common,
      displayName: "security",
      testMatch: ["<rootDir>/__tests__/**/*.security.test.ts"],
    },
    ...(process.env.LAKE_TEST_JOURNEYS === "1"
      ? [
          {
            ...common,
            displayName: "journeys",
            testMatch: ["<rootDir>/__tests__/**/*.journey.test.ts"],
          },
        ]
      : []),
    ...(process.env.LAKE_TEST_MODELS === "1"
      ? [
          {
            ...common,
            displayName: "models",
            testMatch: ["<rootDir>/__tests__/**/*.matrix.test.ts"],
          },
        ]
      : []),
    ...(process.env.LAKE_TEST_NETWORK === "1"
      ? [
          {
            ...common,
            displayName: "network",
            testMatch: ["<rootDir>/__tests__/**/*.network.test.ts"],
          },
        ]
      : []),
    // The clients of Athena that other people wrote: `npm run test:clients` installs and runs them.
    ...(process.env.LAKE_TEST_CLIENTS === "1"
      ? [
          {
            ...common,
            displayName: "clients",
            testMatch: ["<rootDir>/__tests__/clients/**/*.test.ts"],
          },
        ]
      : []),
  ],
};
