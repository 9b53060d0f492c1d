import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** The house's one-way doors: who may not import whom, and why. */
const closedDoors = (rooms, reason) => ({
  paths: ["@cdktf/provider-aws", "@cdktf/provider-aws/index"].map((name) => ({
    name,
    message: "Import @cdktf/provider-aws/lib/<resource>: the index costs 4 s and 500 MB.",
  })),
  patterns: [{ group: rooms.map((room) => `**/${room}/**`), message: reason }],
});

const outsideOfCdktf = {
  group: ["cdktf", "cdktf/**", "@cdktf/**", "constructs", "**/stacks/**", "**/modules/**"],
  message: "Only main, stacks and modules know CDKTF, so that leaving it is an import change.",
};

export default tseslint.config(
  { ignores: ["**/node_modules/", "cdktf.out/", "dist/", "**/.lake/", "coverage/"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.mjs", "*.js", "cli/lake.mjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // A default is an answer for every case that has none of its own.
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  ...[
    ["stacks", ["aws", "local", "cli", "toolchain"]],
    ["modules", ["aws", "config", "stacks", "local", "cli", "toolchain", "formats"]],
    [".", ["aws", "local", "cli", "toolchain"]],
    ["examples", ["local", "cli", "toolchain"]],
  ].map(([room, others]) => ({
    files: room === "." ? ["main.ts", "index.ts"] : [`${room}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        closedDoors(others, `${room}/ knows nothing of it: see docs/architecture.md.`),
      ],
    },
  })),
  {
    files: ["modules/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "Modules take props; main.ts reads the environment.",
        },
      ],
    },
  },
  ...[
    ["aws", ["config", "model", "lambda-src", "formats", "local", "cli", "toolchain"]],
    ["config", ["aws", "lambda-src", "formats", "local", "cli", "toolchain"]],
    ["model", ["aws", "config", "lambda-src", "formats", "local", "cli", "toolchain"]],
    ["formats", ["aws", "config", "model", "lambda-src", "local", "cli", "toolchain"]],
    ["toolchain", ["aws", "config", "model", "lambda-src", "formats", "local", "cli"]],
    ["lambda-src", ["config", "formats", "local", "cli", "toolchain"]],
    ["local", ["config", "model", "lambda-src", "cli"]],
    ["cli", []],
  ].map(([room, closed]) => ({
    files: [`${room}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            outsideOfCdktf,
            ...closed.map((other) => ({
              group: [`**/${other}/**`],
              message: `${room}/ knows nothing of ${other}/: data flows one way.`,
            })),
          ],
        },
      ],
    },
  })),
  {
    files: ["__tests__/**/*.ts"],
    ignores: ["__tests__/support/random/seeded-fast-check.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "fast-check",
              message:
                "Import fc from support/seeded-fast-check: without its seed a test fails by chance.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["errors/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            outsideOfCdktf,
            {
              regex: "^\\.\\./",
              message: "errors/ knows nothing of the rest, so that all may use it.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.cjs", "**/*.mjs", "**/*.js"],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: {
        console: "readonly",
        module: "writable",
        process: "readonly",
        require: "readonly",
      },
    },
  },
);
