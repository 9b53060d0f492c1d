import { printableLines } from "../../errors/printable";
import { UserError } from "../../errors/user-error";

const NOT_DEPLOYED =
  "Deploy first: `npx lake up` for local, `npx cdktf deploy NAME` for an environment on AWS.";

/** Advice for common errors of AWS, by code. */
const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError: "Log in to AWS, for example with `aws sso login`, or set AWS_PROFILE.",
  ExpiredTokenException: "Your AWS credentials have expired: log in again.",
  UnrecognizedClientException: "AWS does not recognize these credentials: log in again.",
  AccessDeniedException: "Your AWS identity lacks the permission named above: ask for it.",
  EntityNotFoundException: NOT_DEPLOYED,
  ResourceNotFoundException: NOT_DEPLOYED,
  ECONNREFUSED: "Nothing listens there. For the embedded AWS: npx lake up",
};

/** A failure as `--json` prints it. */
export interface FailureDocument {
  readonly error: {
    readonly message: string;
    /** What to do about it. */
    readonly advice: string;
    /** Code of AWS or of the operating system. */
    readonly code?: string;
  };
}

/** The message of an error: the problem and what to do; with `LAKE_DEBUG=1` the stack trace. */
export function explainError(error: unknown): string {
  if (process.env.LAKE_DEBUG === "1" && error instanceof Error) return error.stack ?? error.message;
  const { message, advice } = failureDocument(error).error;
  return `error: ${message}${advice === "" ? "" : `\n${advice}`}`;
}

/** What {@link explainError} says, for programs. */
export function failureDocument(error: unknown): FailureDocument {
  if (!(error instanceof Error))
    return { error: { message: printableLines(String(error)), advice: "" } };
  if (error instanceof UserError)
    return { error: { message: error.message, advice: error.advice } };
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const message = printableLines(error.message === "" ? code : error.message);
  return { error: { message, advice: ADVICE[code] ?? adviceFor(code, message), code } };
}

/** Athena uses one code for every invalid request: invalid SQL as well as a missing workgroup. */
function adviceFor(code: string, message: string): string {
  if (message.includes("not found")) return NOT_DEPLOYED;
  return code === "InvalidRequestException"
    ? "Athena rejected the request, so nothing ran: correct it, and run it again."
    : "Set LAKE_DEBUG=1 for a stack trace.";
}
