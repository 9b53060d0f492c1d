import type { ConsoleCalls, ResultOf } from "../../api/calls";
import { tokenOfTab } from "./session";

/** A call that failed, and what to do about it. */
export class CallError extends Error {
  override readonly name = "CallError";

  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

/** Calls the console's server. @throws CallError with its reason, or because it does not answer */
export async function call<Name extends keyof ConsoleCalls>(
  name: Name,
  input: object = {},
  signal?: AbortSignal,
): Promise<ResultOf<Name>> {
  const response = await send(name, input, signal);
  // The server's calls return what this type is made of.
  return (await response.json()) as ResultOf<Name>;
}

/** Calls for a file instead of a document. @throws CallError as {@link call} does */
export async function callForFile(name: keyof ConsoleCalls, input: object): Promise<Blob> {
  return (await send(name, input)).blob();
}

async function send(name: string, input: object, signal?: AbortSignal): Promise<Response> {
  const request: RequestInit = {
    method: "POST",
    headers: { "content-type": "application/json", "x-lake-console-token": tokenOfTab() },
    body: JSON.stringify(input),
    cache: "no-store",
    ...(signal === undefined ? {} : { signal }),
  };
  const response = await fetch(`/api/${name}`, request).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new CallError("The console has been stopped.", "Start it again: npx lake console");
  });
  if (response.ok) return response;
  const { error } = (await response.json()) as { error: { message: string; advice: string } }; // the server's form
  throw new CallError(error.message, error.advice);
}

/** What a thrown value says. */
export function asCallError(error: unknown): CallError {
  return error instanceof CallError
    ? error
    : new CallError(String(error), "Reload the page; if it stays, report it with its message.");
}
