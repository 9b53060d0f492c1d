import { startProcess } from "../../../../support/emulator/lake-command";
import { until } from "../../../../support/until";

/** Where a shell completes. */
export interface Place {
  /** The script that it has read; its path needs no quotes. */
  readonly script: string;
  readonly folder: string;
  /** Folders that the shell has before those of this process in `PATH`. */
  readonly path?: string;
}

function environmentOf({ path }: Place): NodeJS.ProcessEnv {
  return path === undefined ? {} : { PATH: `${path}:${process.env.PATH ?? ""}` };
}

/** What bash offers for the last of the words, each as it is typed. */
export async function completedInBash(words: readonly string[], place: Place): Promise<string[]> {
  const program = `
    source ${place.script}
    COMP_WORDS=(${words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ")})
    COMP_CWORD=${words.length - 1}
    $(complete -p ${words[0]} | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
    for reply in "\${COMPREPLY[@]}"; do printf '%s\\n' "$reply"; done`;
  const args = ["--norc", "-c", program];
  const { stdout, stderr } = await startProcess("bash", args, environmentOf(place), place.folder)
    .ended;
  if (stderr !== "") throw new Error(`bash: ${stderr}`);
  return linesOf(stdout);
}

/** What fish offers at the end of a command line. */
export async function completedInFish(line: string, place: Place): Promise<string[]> {
  const program = `source ${place.script}; complete -C '${line.replace(/[\\']/g, "\\$&")}'`;
  const args = ["--no-config", "-c", program];
  const { stdout } = await startProcess("fish", args, environmentOf(place), place.folder).ended;
  return linesOf(stdout).map((each) => each.split("\t")[0] ?? "");
}

/** Waits until zsh has typed or listed a text after Tab at the end of a command line. */
export async function expectInZsh(line: string, expected: string, place: Place): Promise<void> {
  // A shell completes only in a terminal, which zsh makes for the one inside.
  const program = `
    zmodload zsh/zpty
    zpty -b inner zsh -f -i
    zpty -w inner 'PS1=; autoload -Uz compinit; compinit -u -D; source ${place.script}; print $((6 * 7)) ready'
    while true; do
      zpty -r -t inner seen && print -rn -- $seen || sleep 0.05
      [[ $seen == *'42 ready'* ]] && zpty -n -w inner $'${line.replaceAll("\\", "\\\\")}\\t'
      seen=
    done`;
  const environment = { ...environmentOf(place), TERM: "dumb" };
  const shell = startProcess("zsh", ["-f", "-c", program], environment, place.folder);
  const spaceless = (text: string) => text.replace(/\s+/g, " ");
  try {
    await until(`${expected} in zsh`, () =>
      spaceless(shell.stdout()).includes(spaceless(expected)),
    );
  } finally {
    shell.process.kill("SIGKILL");
  }
}

/** The names, each with the first word of its description, that zsh's own functions get to choose from. */
export async function suggestedInZsh(words: readonly string[], place: Place): Promise<string[]> {
  const program = `
    compdef() { : }
    _describe() { print -rl -- \${(P)2} }
    source ${place.script}
    words=(${words.join(" ")}); CURRENT=${words.length}
    _lake`;
  const args = ["-f", "-c", program];
  const { stdout } = await startProcess("zsh", args, environmentOf(place), place.folder).ended;
  return linesOf(stdout).map((each) => each.split(" ")[0] ?? "");
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
