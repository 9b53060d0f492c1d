import { isRecord } from "../../../errors/is-record";
import { higherNode, renameCommands, renamedPackages } from "./tool-names";

/** The packages of the fork that were tested together, and the Node.js that they need. */
export interface MovedPackages {
  /** Exact versions by package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Minimum of Node.js, as `22.19`. */
  readonly node: string;
  /** Ranges for projects that bring their own packages, where a range of the version is too wide. */
  readonly peerRanges: Readonly<Record<string, string>>;
}

/** Fields with a version or a setting for each package. */
const byPackage = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "peerDependenciesMeta",
  "overrides",
  "resolutions",
];

/** Moves a package.json: packages with their versions, the minimum of Node.js, and scripts. */
export function moveManifest(text: string, packages: MovedPackages): string {
  const manifest: unknown = JSON.parse(text);
  if (!isRecord(manifest)) throw new Error("expected an object in package.json");
  const usesTool = byPackage.some((field) =>
    Object.keys(recordOf(manifest, field)).some((name) => Object.hasOwn(renamedPackages, name)),
  );
  const moved: Record<string, unknown> = { ...manifest };
  for (const field of usesTool ? byPackage : []) {
    if (isRecord(manifest[field])) moved[field] = moveGroup(field, manifest[field], packages);
  }
  const { engines, scripts } = manifest;
  // A part of a project has no other minimum than the whole.
  if (isRecord(engines) && typeof engines.node === "string") {
    const own = engines.node.replace(/^>=\s*/, "");
    moved.engines = { ...engines, node: `>=${higherNode(own, packages.node)}` };
  }
  if (isRecord(scripts)) moved.scripts = mapTexts(scripts, renameCommands);
  const result = `${JSON.stringify(moved, null, indentOf(text))}\n`;
  return JSON.stringify(moved) === JSON.stringify(manifest) ? text : result;
}

function moveGroup(
  field: string,
  group: Readonly<Record<string, unknown>>,
  { versions, peerRanges }: MovedPackages,
): Record<string, unknown> {
  const entries = Object.entries(group).map(([name, value]) => {
    const to = Object.hasOwn(renamedPackages, name) ? (renamedPackages[name] ?? name) : name;
    const exact = Object.hasOwn(versions, to) ? versions[to] : undefined;
    if (exact === undefined || typeof value !== "string") return [to, value] as const;
    return [to, field === "peerDependencies" ? (peerRanges[to] ?? `^${exact}`) : exact] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function mapTexts(
  texts: Readonly<Record<string, unknown>>,
  change: (text: string) => string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === "string" ? change(text) : text,
    ]),
  );
}

function recordOf(owner: Readonly<Record<string, unknown>>, field: string): object {
  const value = owner[field];
  return isRecord(value) ? value : {};
}

function indentOf(text: string): string {
  return /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
}
