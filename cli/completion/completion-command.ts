import type { Output } from "../terminal/output";
import { completionScript } from "./shells";
import type { Shell } from "./shells";

/** `lake completion bash`: prints the script of a shell. */
export function completionCommand(output: Output, { shell }: { readonly shell: Shell }) {
  output.result({ shell, script: completionScript(shell) }, ({ script }) => script.trimEnd());
  return Promise.resolve();
}
