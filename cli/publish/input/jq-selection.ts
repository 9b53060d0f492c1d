import { UserError } from "../../../errors/user-error";
import { runJq } from "./run-jq";

/** jq's error message; output of `debug` is no error. */
const JQ_ERROR = /^jq: error(?: \(at [^)]*\))?: (.*)$/m;

/**
 * Selects values in JSON documents.
 *
 * @param text JSON, one document or several
 * @param name of the text in errors
 * @param expression in the language of jq, for example `.features[]`
 * @returns the values as JSON, one per line
 * @throws UserError if the expression can't be compiled, fails, or selects nothing
 */
export async function selectByJq(text: string, name: string, expression: string): Promise<string> {
  const { stdout, stderr, exitCode } = await runJq(text, expression);
  const [, reason] = JQ_ERROR.exec(stderr) ?? [];
  if (reason !== undefined || exitCode !== 0) {
    throw new UserError(
      `The jq expression ${JSON.stringify(expression)} fails for ${name}: ${reason ?? (stderr.trim() || `exit code ${exitCode}`)}`,
      'It has to return one JSON object per event, as `.features[]` does for {"features": [{…}, {…}]}. Manual: https://jqlang.org/manual/',
    );
  }
  if (stdout.trim() === "") {
    throw new UserError(
      `The jq expression ${JSON.stringify(expression)} selects nothing in ${name}.`,
      "It has to return one JSON object per event.",
    );
  }
  return stdout;
}
