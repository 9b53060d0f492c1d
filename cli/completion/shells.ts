import { bash } from "./scripts/bash";
import type { CompletionScript, ScriptProps } from "./scripts/completion-script";
import { fish } from "./scripts/fish";
import { zsh } from "./scripts/zsh";

/** Shells that complete command lines. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** One of {@link SHELLS}. */
export type Shell = (typeof SHELLS)[number];

const scripts: Readonly<Record<Shell, CompletionScript>> = { bash, zsh, fish };

/**
 * The script with which a shell completes `lake` and `npx lake` in the folder of a project; elsewhere it runs nothing. It has
 * no command, option or name in it: it asks `lake completion suggest` at each time, so that it stays right when they change.
 */
export function completionScript(shell: Shell, props: ScriptProps): string {
  return scripts[shell](props);
}
