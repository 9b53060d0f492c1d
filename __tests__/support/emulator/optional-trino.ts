import { lakeHome } from "../../../local/home/lake-home";
import { findTrino, type TrinoSource } from "../../../toolchain/trino/trino";

/**
 * The Trino of `TRINO_HOME`, or of an earlier `lake up --sql-engine trino`; nothing is downloaded.
 *
 * @param what for the line that says what was not run
 * @param options.url whether the server at `TRINO_URL` may be used too
 * @returns undefined if there is none
 * @throws UserError if the one that a variable names can't be used
 */
export async function optionalTrino(
  what: string,
  { url }: { readonly url: boolean },
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
