import { readFileSync } from "node:fs";
import path from "node:path";
import type { MovedPackages } from "./move/move-manifest";

// The project's own file.
const manifest = JSON.parse(readFileSync(path.join(__dirname, "package.json"), "utf8")) as {
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** The packages of the fork that were tested together. */
export const movedPackages: MovedPackages = {
  versions: manifest.dependencies,
  node: manifest.engines.node.replace(">=", ""),
  peerRanges: manifest.peerDependencies,
};
