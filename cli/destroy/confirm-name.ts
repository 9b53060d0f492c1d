import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { UserError } from "../../errors/user-error";

/** What is confirmed. */
export interface Confirmation {
  /** What happens to what has the name, as the end of `to …` with its name. @default "destroy" */
  readonly verb?: string;
  /** @default "destroyed" */
  readonly participle?: string;
}

/** Where somebody confirms. */
export interface ConfirmProps extends Confirmation {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
}

/**
 * Lets a person type the name of what will be destroyed.
 *
 * @param props @default - the terminal
 * @throws UserError for another name, or where there is no terminal
 */
export async function confirmName(
  name: string,
  {
    input = process.stdin,
    output = process.stderr,
    verb = "destroy",
    participle = "destroyed",
  }: Partial<ConfirmProps> = {},
): Promise<void> {
  if (input.isTTY !== true) {
    throw new UserError(
      `Nobody can confirm that ${name} shall be ${participle}: there is no terminal. Nothing was ${participle}.`,
      "Add --yes where nobody can be asked.",
    );
  }
  const lines = createInterface({ input, output });
  const typed = await new Promise<string>((resolve) => {
    lines.question(`To ${verb} ${name}, type its name: `, resolve);
    // Otherwise it would be an answer, and the exit code that of a wrong name.
    lines.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
    // At the end of the input nobody answers any more.
    lines.once("close", () => resolve(""));
  });
  lines.close();
  if (typed.trim() === name) return;
  throw new UserError(
    `Received ${JSON.stringify(typed.trim())}, not the name ${name}. Nothing was ${participle}.`,
    `Run the command again, and type ${name}.`,
  );
}
