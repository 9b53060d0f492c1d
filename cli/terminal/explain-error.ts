import { printableLines } from "../../errors/printable";
import { UserError } from "../../errors/user-error";

const NOT_DEPLOYED =
  "Deploy first: `npx lake up` for local, `npx cdktf deploy NAME` for an environment on AWS.";

/** What AWS's errors mean to somebody who has just typed a command. */
const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError: "Log in to AWS, for example with `aws sso login`, or set AWS_PROFILE.",
  ExpiredTokenException: "Your AWS credentials have expired: log in again.",
  UnrecognizedClientException: "AWS doesn't know these credentials: log in again.",
  AccessDeniedException: "Your AWS identity may not do this: ask for the permission named above.",
  EntityNotFoundException: NOT_DEPLOYED,
  ResourceNotFoundException: NOT_DEPLOYED,
  ECONNREFUSED: "Nothing answers there. For the embedded AWS: npx lake up",
};

/** The message of a failure: what went wrong and what to do; the stack only with `LAKE_DEBUG=1`. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return `error: ${printableLines(String(error))}`;
  if (process.env.LAKE_DEBUG === "1") return error.stack ?? error.message;
  if (error instanceof UserError) return `error: ${error.message}\n${error.advice}`;
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const message = printableLines(error.message === "" ? code : error.message);
  return `error: ${message}\n${ADVICE[code] ?? adviceFor(code, message)}`;
}

/** Athena calls a request invalid whatever is wrong with it: SQL that it can't read, a work group that is not there. */
function adviceFor(code: string, message: string): string {
  if (message.includes("not found")) return NOT_DEPLOYED;
  return code === "InvalidRequestException"
    ? "Athena did not take the request, so nothing ran: put it right, and run it again."
    : "Set LAKE_DEBUG=1 to see where this comes from.";
}
