import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Forbids imports from other top-level folders. */
const forbiddenFolders = (folders, reason) => ({
  paths: ["@cdktf/provider-aws", "@cdktf/provider-aws/index"].map((name) => ({
    name,
    message: "Import @cdktf/provider-aws/lib/<resource>: the index costs 4 s and 500 MB.",
  })),
  patterns: [{ group: folders.map((folder) => `**/${folder}/**`), message: reason }],
});

const withoutCdktf = {
  group: ["cdktf", "cdktf/**", "@cdktf/**", "constructs", "**/stacks/**", "**/modules/**"],
  message:
    "Only main.ts, stacks/ and modules/ import CDKTF, so that a move to its fork changes imports only.",
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
      // A default branch handles all cases that have no branch of their own.
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
  ].map(([folder, others]) => ({
    files: folder === "." ? ["main.ts", "index.ts"] : [`${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        forbiddenFolders(others, `${folder}/ must not import it: see docs/architecture.md.`),
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
          message: "Modules take props; main.ts reads environment variables.",
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
  ].map(([folder, others]) => ({
    files: [`${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            withoutCdktf,
            ...others.map((other) => ({
              group: [`**/${other}/**`],
              message: `${folder}/ must not import ${other}/: see docs/architecture.md.`,
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
              message: "Import fc from support/random/seeded-fast-check, which prints its seed.",
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
            withoutCdktf,
            {
              regex: "^\\.\\./",
              message: "errors/ imports no other folder, so that all can import it.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["cli/**/*.ts", "formats/**/*.ts", "local/**/*.ts", "toolchain/**/*.ts"],
    ignores: ["formats/escape-reg-exp.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: 'Literal[value="\\\\$&"]',
          message: "Use escapeRegExp of formats/escape-reg-exp.",
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
