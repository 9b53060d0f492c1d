/** How a command ended, for scripts. */
export const EXIT = {
  done: 0,
  failed: 1,
  changes: 2,
  reviewNeeded: 3,
  // 128 and the number of SIGINT, as shells expect it.
  interrupted: 130,
} as const;

/** What each exit code says, in the words of the documentation. */
export const exitCodeMeanings: Readonly<Record<keyof typeof EXIT, string>> = {
  done: "the command did what it was asked; `review --exit-code`: the plan changes nothing",
  failed:
    "it did not, or not all of it: arguments that can't be parsed, a failure, an event or record that did not arrive, a problem that `doctor` or a `--check` found, a lake that `status` or `logs` finds stopped or half deployed",
  changes:
    "`review --exit-code` only: the plan changes something, and nothing needs a second person",
  reviewNeeded: "`review --exit-code` only: a second person should review the plan",
  interrupted: "Ctrl-C, a closed terminal or `kill`, after cleaning up",
};
