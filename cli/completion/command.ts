import { declareCommand, lazyAction } from "../command-line/declare-command";
import type { CommonOptions, DeclareCommand } from "../command-line/declare-command";
import { SHELLS } from "./shells";

/** `lake completion bash`, `zsh`, `fish` and `suggest`. */
export const declareCompletion: DeclareCommand = (parent) => {
  const completion = parent
    .command("completion")
    .description("complete commands, options and names in a shell")
    .helpCommand(false);
  for (const shell of SHELLS) {
    const print = lazyAction<{ readonly shell: typeof shell }>(
      async () => (await import("./completion-command")).completionCommand,
    );
    declareCommand(completion, shell, `print the script for ${shell}`, [
      installation[shell],
    ]).action((options: CommonOptions) => print({ ...options, shell }));
  }
  const suggest = lazyAction<{ readonly words: readonly string[] }>(async () => {
    const { suggestCommand } = await import("./suggest-command");
    return (output, options) => suggestCommand(output, { ...options, program: parent });
  });
  declareCommand(completion, "suggest", "list what can follow the words of a command line", [
    'npx lake completion suggest -- query --output ""',
  ])
    .argument("[words...]", "after `lake`; the last is the one to complete")
    .action((words: string[], options: CommonOptions) => suggest({ ...options, words }));
};

/** How a shell reads its script now. */
const installation = {
  bash: "source <(npx lake completion bash)",
  zsh: "source <(npx lake completion zsh)",
  fish: "npx lake completion fish | source",
};
