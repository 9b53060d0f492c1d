import { writeFileSync } from "node:fs";
import path from "node:path";

/** A version below the minimum. */
export const OLD_NODE = "18.20.8";

/**
 * Variables with which every Node.js says that it is {@link OLD_NODE}. Only the version is the old one's: what it lacks would fail
 * later, and say less.
 *
 * @param folder holds the module that changes the version
 */
export function oldNodeVariables(folder: string): NodeJS.ProcessEnv {
  const preload = path.join(folder, "old-node.cjs");
  writeFileSync(
    preload,
    `Object.defineProperty(process, "version", { value: "v${OLD_NODE}" });
Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${OLD_NODE}" } });`,
  );
  return { ...process.env, NODE_OPTIONS: `--require ${preload}` };
}
