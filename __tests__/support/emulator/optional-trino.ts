import { lakeHome } from "../../../local/home/lake-home";
import { findTrino, type TrinoSource } from "../../../toolchain/trino/trino";

type OwnServer = Extract<TrinoSource, { type: "server" }>;

/**
 * The Trino of `TRINO_HOME`, or of an earlier `lake up --sql-engine trino`; nothing is downloaded.
 *
 * @param what for the line that says what was not run
 * @param url whether the server at `TRINO_URL` may be used too
 * @returns undefined if there is none
 * @throws UserError if the one that a variable names can't be used
 */
export function optionalTrino(what: string): Promise<OwnServer | undefined>;
export function optionalTrino(
  what: string,
  options: { readonly url: true },
): Promise<TrinoSource | undefined>;
export async function optionalTrino(
  what: string,
  { url = false } = {},
): Promise<TrinoSource | undefined> {
  const { TRINO_HOME, TRINO_URL, JAVA_HOME } = process.env;
  const named = { TRINO_HOME, ...(url ? { TRINO_URL } : {}) };
  try {
    return await findTrino({
      toolsFolder: lakeHome().toolsFolder,
      progress: () => undefined,
      // Without PATH there is no Maven.
      environment: { ...named, JAVA_HOME },
    });
  } catch (error) {
    if (Object.values(named).some((value) => value !== undefined && value !== "")) throw error;
    process.stderr.write(`Not run: ${what}. ${String(error)}\n`);
    return undefined;
  }
}
