import { readFileSync } from "node:fs";
import path from "node:path";
import type { Imports } from "./import-graph";
import { packageOf } from "./loaded-modules";
import { root } from "./project-files";

/** Which others each folder and file at the top may import, by name. */
type AllowedImports = Readonly<Record<string, readonly string[]>>;

/** docs/import-rules.json, which ESLint reads too. */
export interface ImportRules {
  /** What stands in the picture of docs/architecture.md. */
  readonly drawn: AllowedImports;
  /** What surrounds it: tests, benchmarks, settings of tools. */
  readonly surroundings: AllowedImports;
  /** Folders that some folders don't import, not even through others. */
  readonly unreached: AllowedImports;
  /** The folders and files that may import CDKTF. */
  readonly cdktf: readonly string[];
  /** Loads whose module only the running program knows, as `file: load`, each with its reason. */
  readonly computedLoads: Readonly<Record<string, string>>;
}

/** The rules. */
export const importRules = JSON.parse(
  readFileSync(path.join(root, "docs/import-rules.json"), "utf8"),
) as ImportRules; // It is this project's own.

const allowed: AllowedImports = { ...importRules.drawn, ...importRules.surroundings };

/** The folder or file at the top to which a file belongs. */
export function topLevel(file: string): string {
  return file.split("/")[0] ?? "";
}

/** Sources outside of every folder that has rules, and imports that no rule allows. */
export function forbiddenImports(imports: Imports): string[] {
  return [...imports].flatMap(([file, targets]) => {
    const from = topLevel(file);
    const others = allowed[from];
    if (others === undefined) return [`${file}: docs/import-rules.json does not have ${from}`];
    return [...targets]
      .filter((target) => topLevel(target) !== from && !others.includes(topLevel(target)))
      .map((target) => `${file} -> ${target}`);
  });
}

/** Imports, through others too, that lead to where the rules say that none does. */
export function forbiddenWays(imports: Imports, rules: AllowedImports): string[] {
  return Object.entries(rules).flatMap(([folder, others]) =>
    [...imports.keys()]
      .filter((file) => file.startsWith(`${folder}/`))
      .flatMap((file) =>
        [...reached(file, imports)]
          .filter((target) => others.some((other) => target.startsWith(`${other}/`)))
          .map((target) => `${file} -> ${target}`),
      ),
  );
}

function reached(from: string, imports: Imports, seen = new Set<string>()): Set<string> {
  for (const target of imports.get(from) ?? []) {
    if (!seen.has(target)) reached(target, imports, seen.add(target));
  }
  return seen;
}

/** Rules that no import needs. */
export function unusedRules(imports: Imports): string[] {
  const used = new Set(
    [...imports].flatMap(([file, targets]) =>
      [...targets].map((target) => `${topLevel(file)} -> ${topLevel(target)}`),
    ),
  );
  return Object.entries(allowed)
    .flatMap(([from, others]) => others.map((to) => `${from} -> ${to}`))
    .filter((rule) => !used.has(rule));
}

/** Imports of CDKTF where it does not belong. */
export function forbiddenPackages(packages: Imports): string[] {
  return [...packages]
    .filter(([file]) => !importRules.cdktf.includes(topLevel(file)))
    .flatMap(([file, specifiers]) =>
      [...specifiers]
        .filter((each) => /^(cdktf|@cdktf\/.*|constructs)$/.test(packageOf(each) ?? ""))
        .map((each) => `${file} -> ${each}`),
    );
}
