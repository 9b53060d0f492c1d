/** What a script starts at each Tab, by absolute paths: nothing that it finds where the cursor happens to be. */
export interface ScriptProps {
  /** The root of the project whose commands are completed, without symbolic links. */
  readonly project: string;
  /** The Node.js that runs them. */
  readonly node: string;
}

/** Writes the script of a shell. */
export type CompletionScript = (props: ScriptProps) => string;

/** A path as one word of fish, in whose single quotes a backslash escapes itself and the quote. */
export function quoteForFish(path: string): string {
  return `'${path.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
