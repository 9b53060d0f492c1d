import { existsSync, readFileSync, realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import ts from "typescript";
import { loadedModules } from "./loaded-modules";
import { projectFiles, root } from "./project-files";

/** Files of the project by the files that import them, by their paths from the root. */
export type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** What the project's sources load. */
export interface ImportGraph {
  /** Files of the project that each source loads. */
  readonly imports: Imports;
  /** What each source loads of packages and of Node.js, by specifier. */
  readonly packages: Imports;
  /** Loads whose module only the running program knows, as `file: load`. */
  readonly computed: readonly string[];
  /** Specifiers that lead to nothing, or out of the project, as `file: specifier`. */
  readonly unresolved: readonly string[];
}

/** Every source: whatever Node.js, tsx or TypeScript would load. */
export const sourceName = /\.[cm]?[jt]sx?$/;

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)).config,
  ts.sys,
  root,
);
const cache = ts.createModuleResolutionCache(root, (name) => name, options);

/** Reads all sources of the project. */
export function readImportGraph(): ImportGraph {
  const sources = projectFiles(sourceName).map(
    (file) => [file, readFileSync(path.join(root, file), "utf8")] as const,
  );
  return importGraph(sources);
}

/** The graph of the given sources, each with its path from the root. */
export function importGraph(sources: Iterable<readonly [string, string]>): ImportGraph {
  const imports = new Map<string, Set<string>>();
  const packages = new Map<string, Set<string>>();
  const computed: string[] = [];
  const unresolved: string[] = [];
  for (const [file, source] of sources) {
    const files = new Set<string>();
    const others = new Set<string>();
    imports.set(file, files);
    packages.set(file, others);
    const loaded = loadedModules(source, file);
    for (const specifier of loaded.specifiers) {
      const target = isBuiltin(specifier) ? "node_modules/" : resolve(specifier, file);
      if (target?.includes("node_modules/") === true) others.add(specifier);
      else if (target === undefined || target.startsWith("..")) {
        unresolved.push(`${file}: ${specifier}`);
      } else files.add(target);
    }
    computed.push(...loaded.computed.map((load) => `${file}: ${load}`));
  }
  return { imports, packages, computed, unresolved };
}

/**
 * The file that Node.js and TypeScript find for a specifier, from the root: through `.js` endings, the project's own name,
 * and the links in `node_modules` too.
 */
function resolve(specifier: string, from: string): string | undefined {
  const importer = path.join(root, from);
  const { resolvedModule } = ts.resolveModuleName(specifier, importer, options, ts.sys, cache);
  const folder = specifier.startsWith("node_modules/") ? root : path.dirname(importer);
  const found = resolvedModule?.resolvedFileName ?? path.resolve(folder, specifier);
  return existsSync(found) ? path.relative(root, realpathSync(found)) : undefined;
}
