import type { Plugin } from "esbuild";
import { runEsbuild } from "./run-esbuild";

/**
 * Bundles a program and its imports into one CommonJS text that plain Node.js runs: it starts much faster than its
 * sources, without a loader, and reads no other file.
 *
 * @param entryPoint absolute path of a TypeScript or JavaScript file
 * @param installed packages that are not bundled, with their modules, because they contain native code
 * @throws the error of esbuild, which names each place that can't be compiled
 */
export async function bundleProgram(
  entryPoint: string,
  installed: readonly string[] = [],
): Promise<string> {
  const [bundle] = await runEsbuild({
    entryPoints: [entryPoint],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins: [leaveInstalled(installed)],
  });
  return bundle?.text ?? "";
}

/** Leaves packages, and single modules of them, to be loaded from where they are installed: the bundle runs elsewhere. */
function leaveInstalled(installed: readonly string[]): Plugin {
  return {
    name: "installed",
    setup: (bundle) => {
      bundle.onResolve({ filter: /^[^./]/ }, ({ path: specifier }) =>
        installed.some((name) => specifier === name || specifier.startsWith(`${name}/`))
          ? { path: require.resolve(specifier), external: true }
          : undefined,
      );
    },
  };
}
