import { lakeHome } from "../../../local/home/lake-home";
import { findTrino, type TrinoSource } from "../../../toolchain/trino/trino";

/**
 * The Trino of `TRINO_HOME`, or of an earlier `lake up --sql-engine trino`.
 *
 * @returns undefined if there is none; a line says what was not run
 */
export async function optionalTrino(
  what: string,
): Promise<Extract<TrinoSource, { type: "server" }> | undefined> {
  const { TRINO_HOME, JAVA_HOME } = process.env;
  try {
    // Without PATH there is no Maven: tests download nothing.
    const source = await findTrino({
      toolsFolder: lakeHome().toolsFolder,
      progress: () => undefined,
      environment: { TRINO_HOME, JAVA_HOME },
    });
    if (source.type === "server") return source;
  } catch (error) {
    process.stderr.write(`Not run: ${what}. ${String(error)}\n`);
  }
  return undefined;
}
