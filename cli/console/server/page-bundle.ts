import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { runEsbuild } from "../../../local/processes/run-esbuild";

/** A file of the page. */
export interface PageFile {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The body in gzip. */
  readonly compressed: Uint8Array;
}

const FOLDER = path.join(__dirname, "..", "page");

/**
 * Bundles the page with everything that it uses, so that it loads from this server alone.
 *
 * @returns its files, by their paths in the address
 * @throws the error of esbuild, which names each place that can't be compiled
 */
export async function bundlePage(): Promise<ReadonlyMap<string, PageFile>> {
  const [built, html] = await Promise.all([
    runEsbuild({
      entryPoints: {
        console: path.join(FOLDER, "main.tsx"),
        style: path.join(FOLDER, "style.css"),
      },
      outdir: "/",
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      jsx: "automatic",
      jsxImportSource: "preact",
      legalComments: "none",
    }),
    readFile(path.join(FOLDER, "index.html")),
  ]);
  return new Map([
    ["/", pageFile("text/html; charset=utf-8", html)],
    ...built.map(({ path: file, contents }) => {
      const name = `/${path.basename(file)}`;
      const type = name.endsWith(".css") ? "text/css" : "text/javascript";
      return [name, pageFile(`${type}; charset=utf-8`, contents)] as const;
    }),
  ]);
}

function pageFile(contentType: string, body: Uint8Array): PageFile {
  return { contentType, body, compressed: gzipSync(body) };
}
