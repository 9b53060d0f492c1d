/** A command in a page, as a reader types it. */
export interface PageCommand {
  readonly command: string;
  /** Why no test runs it, as the page says. @default - a test runs it */
  readonly untested?: string;
}

const UNTESTED = "not run by a test: ";

/** The commands of a page's shell blocks, in order; comments are left out. */
export function commandsOf(page: string): PageCommand[] {
  return [...page.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .map((line) => line.trim().split(/(?:^|\s+)# /))
    .flatMap(([command = "", comment = ""]) => {
      if (command === "") return [];
      return comment.startsWith(UNTESTED)
        ? [{ command, untested: comment.slice(UNTESTED.length) }]
        : [{ command }];
    });
}
