import { UserError } from "../../errors/user-error";

/** jq's own words for a failure; what `debug` prints is none. */
const JQ_ERROR = /^jq: error(?: \(at [^)]*\))?: (.*)$/m;

/**
 * Picks values out of JSON documents.
 *
 * @param text JSON, one document or several
 * @param name what errors call the text
 * @param expression in the language of jq, for example `.features[]`
 * @returns the values as JSON, one a line
 * @throws UserError where the expression can't be compiled, fails, or gives nothing
 */
export async function selectByJq(text: string, name: string, expression: string): Promise<string> {
  const { stdout, stderr, exitCode } = await runJq(text, expression);
  const [, reason] = JQ_ERROR.exec(stderr) ?? [];
  if (reason !== undefined || exitCode !== 0) {
    throw new UserError(
      `The jq expression ${JSON.stringify(expression)} fails on ${name}: ${reason ?? (stderr.trim() || `exit code ${exitCode}`)}`,
      'It must give one JSON object for each event, as `.features[]` does for {"features": [{…}, {…}]}. The language: https://jqlang.org/manual/',
    );
  }
  if (stdout.trim() === "") {
    throw new UserError(
      `The jq expression ${JSON.stringify(expression)} finds nothing in ${name}.`,
      "It must give one JSON object for each event.",
    );
  }
  return stdout;
}

async function runJq(text: string, expression: string) {
  const { loadJq } = await import("jq-wasm");
  const jq = await loadJq();
  try {
    return jq.raw(text, expression, ["-c"]);
  } catch (error) {
    // The engine has a memory and a stack of its own, and no other way to say that they are full.
    return { stdout: "", stderr: String(error), exitCode: 1 };
  }
}
