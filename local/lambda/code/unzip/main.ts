import { unpackZip } from "./unpack-zip";
import { ZipRejectedError } from "./zip-limits";

/*
 * The program that unpacks one deployment package in a separate process, so that no zip can block the emulator or
 * exhaust its memory. Arguments: the zip, an empty folder. Standard output: one `UnzipResult`.
 */

/** Outcome of unpacking. */
export type UnzipResult =
  | { readonly kind: "unpacked" }
  | {
      readonly kind: "rejected";
      readonly rejection: ZipRejectedError["rejection"];
      readonly detail: string;
    }
  | { readonly kind: "failed"; readonly detail: string };

const [, , zipPath = "", folder = ""] = process.argv;

unpackZip(zipPath, folder).then(
  () => answer({ kind: "unpacked" }),
  (error: unknown) => {
    if (error instanceof ZipRejectedError) {
      const { rejection, detail } = error;
      answer({ kind: "rejected", rejection, detail });
    } else {
      answer({ kind: "failed", detail: String(error) });
    }
  },
);

function answer(value: UnzipResult): void {
  process.stdout.write(JSON.stringify(value));
}
