import { UserError } from "../../errors/user-error";
import { failureText } from "../transfer-error";
import { TRINO_VERSION } from "../versions";

const TIMEOUT_MS = 10_000;

/**
 * Checks the server at `TRINO_URL`.
 *
 * @throws UserError if it is not an HTTP address without credentials, does not answer, is not the pinned version, or is
 * still starting
 */
export async function assertRunningTrino(url: string): Promise<void> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol) || parsed.username !== "") {
    throw new UserError(
      "TRINO_URL is not the address of a server, or has credentials in it.",
      "Set it to an address such as http://127.0.0.1:8080, or unset it.",
    );
  }
  const info = await readInfo(parsed);
  const { nodeVersion, starting } = info;
  const version = nodeVersion?.version ?? "none";
  if (version !== TRINO_VERSION) {
    throw new UserError(
      `The server at TRINO_URL (${parsed.origin}) is Trino of version ${version}, expected ${TRINO_VERSION}: others answer some statements differently.`,
      `Run Trino ${TRINO_VERSION} there, or unset TRINO_URL.`,
    );
  }
  if (starting === true) {
    throw new UserError(
      `The server at TRINO_URL (${parsed.origin}) is still starting.`,
      "Try again when it is ready.",
    );
  }
}

/** Part of the answer of Trino's `/v1/info`. */
interface ServerInfo {
  readonly nodeVersion?: { readonly version?: string };
  readonly starting?: boolean;
}

async function readInfo(url: URL): Promise<ServerInfo> {
  try {
    const response = await fetch(new URL("/v1/info", url), {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "error",
    });
    if (!response.ok) throw new Error(`it responded with ${response.status}`);
    // All fields are optional: an answer of another program has none of them.
    return (await response.json()) ?? {};
  } catch (error) {
    throw new UserError(
      `The server at TRINO_URL (${url.origin}) does not answer as Trino does: ${failureText(error)}.`,
      "Start it, or unset TRINO_URL.",
    );
  }
}
