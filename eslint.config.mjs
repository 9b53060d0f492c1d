import "./errors/require-node.cjs";
import { readFileSync } from "node:fs";
import path from "node:path";
import js from "@eslint/js";
import jest from "eslint-plugin-jest";
import tseslint from "typescript-eslint";

const { drawn, surroundings, cdktf } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "docs/import-rules.json"), "utf8"),
);
const allowed = { ...drawn, ...surroundings };

/** Reports imports that docs/import-rules.json does not allow. The test of the architecture sees more of them. */
const importRules = {
  create: (context) => {
    const topLevel = (file) => path.relative(import.meta.dirname, file).split(path.sep)[0];
    const from = topLevel(context.filename);
    const check = ({ source }) => {
      if (typeof source?.value !== "string" || !source.value.startsWith(".")) return;
      const to = topLevel(path.resolve(path.dirname(context.filename), source.value));
      if (to === from || [to, `${to}.ts`].some((name) => allowed[from]?.includes(name))) return;
      const message = `${from} must not import ${to}: see docs/architecture.md.`;
      context.report({ node: source, message });
    };
    return {
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
      ImportDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

/** Imports that every file with CDKTF leaves to others. */
const providerIndex = ["@cdktf/provider-aws", "@cdktf/provider-aws/index"].map((name) => ({
  name,
  message: "Import @cdktf/provider-aws/lib/<resource>: the index costs 4 s and 500 MB.",
}));

const seeded = "which has the seed of the run (FC_SEED) and prints it.";
const importSeeded = `Import fc from support/random/seeded-fast-check, ${seeded}`;
const clock = "[object.name=/^(Date|performance)$/]";
const seedless = `A random test can't be repeated without its seed: use SEED of support/random/seeded-fast-check, ${seeded}`;

/** Random values that no run can repeat. */
const unrepeatable = [
  {
    selector:
      ":matches(ImportExpression[source.value=/^fast-check/], CallExpression[arguments.0.value=/^fast-check/])",
    message: importSeeded,
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(assert|check|configureGlobal|sample|statistics)$/] > ObjectExpression > Property[key.name='seed']",
    message: seedless,
  },
  {
    // A clock in what is named a seed, or given to a generator of random numbers.
    selector: `:matches(VariableDeclarator[id.name=/seed/i], AssignmentExpression[left.name=/seed/i], Property[key.name=/seed/i], CallExpression[callee.name=/random|seed/i]) :matches(MemberExpression${clock}, NewExpression[callee.name='Date'])`,
    message: seedless,
  },
];

/** Files of folders and files at the top. */
const filesOf = (names) => names.map((name) => (name.includes(".") ? name : `${name}/**/*`));

/** The rules that need no types: .oxlintrc.json has those that do, for a compiler that is ten times as fast. */
export default tseslint.config(
  { ignores: ["**/node_modules/", "cdktf.out/", "dist/", "**/.lake/", "coverage/"] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    plugins: { lake: { rules: { imports: importRules } } },
    rules: { "lake/imports": "error" },
  },
  {
    files: filesOf(cdktf),
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: providerIndex,
        },
      ],
    },
  },
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
  {
    files: filesOf(Object.keys(allowed)),
    ignores: filesOf(cdktf),
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["cdktf", "cdktf/**", "@cdktf/**", "constructs"],
              message:
                "Only main.ts, stacks/ and modules/ import CDKTF, so that a move to its fork changes imports only.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["__tests__/**/*", "bench/**/*"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: seedless },
      ],
    },
  },
  {
    files: ["__tests__/**/*", "bench/**/*"],
    ignores: ["__tests__/support/random/seeded-fast-check.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: providerIndex,
          patterns: [{ group: ["fast-check", "fast-check/**"], message: importSeeded }],
        },
      ],
      "no-restricted-syntax": ["error", ...unrepeatable],
    },
  },
  {
    files: ["__tests__/**/*.test.ts"],
    plugins: { jest },
    rules: {
      "jest/expect-expect": ["error", { assertFunctionNames: ["expect*", "until", "reached"] }],
      "jest/no-disabled-tests": "error",
      "jest/no-focused-tests": "error",
      "jest/valid-expect": "error",
      "jest/valid-expect-in-promise": "error",
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
    languageOptions: {
      globals: {
        __dirname: "readonly",
        console: "readonly",
        module: "writable",
        process: "readonly",
        require: "readonly",
      },
    },
  },
);
