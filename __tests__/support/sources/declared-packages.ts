import { isBuiltin } from "node:module";
import { packageOf } from "./loaded-modules";

type Versions = Readonly<Record<string, string>>;

/** The fields of package.json that concern packages. */
export interface Manifest {
  readonly name: string;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly peerDependencies?: Versions;
}

/** A folder with a package.json, and the imports of its sources. */
export interface PackageFolder {
  /** Path from the root; empty for the root. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Module specifiers by source file. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** Packages that it uses without an import: commands in scripts, types, peers. */
  readonly usedOtherwise: ReadonlySet<string>;
}

/** Files that may import development dependencies. */
const FOR_DEVELOPMENT = /^(__tests__|bench|examples|policy)\/|\.config\.mjs$/;

/** Imports without a declaration, unused declarations, and packages that are declared in several versions. */
export function dependencyProblems(folders: readonly PackageFolder[]): string[] {
  return [...folders.flatMap(undeclared), ...folders.flatMap(unused), ...differing(folders)];
}

function undeclared(each: PackageFolder): string[] {
  const { dependencies, devDependencies, peerDependencies } = each.manifest;
  return [...each.imports].flatMap(([file, specifiers]) =>
    packagesIn(specifiers, each.manifest).flatMap((name) => {
      if (name in { ...dependencies, ...peerDependencies }) return [];
      const problem = `${file} imports ${name}, which ${manifestOf(each)}`;
      if (devDependencies?.[name] === undefined) return [`${problem} does not declare`];
      const mayUse = each.folder === "" && FOR_DEVELOPMENT.test(file);
      return mayUse ? [] : [`${problem} declares for development only`];
    }),
  );
}

function unused(each: PackageFolder): string[] {
  const imported = [...each.imports.values()].flatMap((all) => packagesIn(all, each.manifest));
  const used = new Set([...imported, ...each.usedOtherwise]);
  return Object.keys(declared(each.manifest))
    .filter((name) => !used.has(name))
    .map((name) => `${manifestOf(each)} declares ${name}, which is not used`);
}

function differing(folders: readonly PackageFolder[]): string[] {
  const [first, ...others] = folders;
  if (first === undefined) return [];
  const own = declared(first.manifest);
  const problems = others.flatMap((other) =>
    Object.entries(declared(other.manifest)).flatMap(([name, version]) => {
      const expected = own[name];
      if (expected === undefined || expected === version) return [];
      return [`${manifestOf(other)} declares ${name} ${version}, ${manifestOf(first)} ${expected}`];
    }),
  );
  return [...problems, ...differing(others)];
}

/** Versions that are installed; peer dependencies are ranges for other projects. */
function declared({ dependencies, devDependencies }: Manifest): Versions {
  return { ...devDependencies, ...dependencies };
}

function packagesIn(specifiers: readonly string[], { name: own }: Manifest): string[] {
  const names = specifiers.flatMap((each) => (isBuiltin(each) ? [] : (packageOf(each) ?? [])));
  return [...new Set(names)].filter((name) => name !== own);
}

function manifestOf({ folder }: PackageFolder): string {
  return folder === "" ? "package.json" : `${folder}/package.json`;
}
