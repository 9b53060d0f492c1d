import { projectFolder } from "../../local/home/lake-home";
import type { Output } from "../terminal/output";
import { completionScript } from "./shells";
import type { Shell } from "./shells";

/** `lake completion bash`: prints the script of a shell. */
export function completionCommand(output: Output, { shell }: { readonly shell: Shell }) {
  const script = completionScript(shell, { project: projectFolder, node: process.execPath });
  output.verbatim({ shell, script }, () => script.trimEnd());
  return Promise.resolve();
}
