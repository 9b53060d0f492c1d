import { announcedBackend } from "../trino/announced-backend";

/** What the engine `duckdb` says of a statement that the engine `trino` runs. */
const REFUSED_HERE = "is not supported by the SQL engine duckdb";

/**
 * Checks the error of a statement. On Trino its code counts: Trino's messages say more, as "Expecting: …", and it
 * answers what the engine `duckdb` refuses.
 *
 * @param errorOf the error's message; rejects if the statement does not fail
 */
export async function checkError(errorOf: () => Promise<string>, expected: string): Promise<void> {
  if (announcedBackend() === undefined) {
    expect(await errorOf()).toBe(expected);
  } else if (!expected.includes(REFUSED_HERE)) {
    expect(codeOf(await errorOf())).toBe(codeOf(expected));
  }
}

function codeOf(message: string): string {
  return message.slice(0, message.indexOf(":"));
}
