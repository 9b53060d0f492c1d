import { tokenIn } from "./token-in";

const KEY = "lake-console-token";

/**
 * Moves the token from the address to this tab's own storage, so that neither the address bar nor the history keeps it. The
 * storage ends with the tab, and belongs to this address and port alone.
 *
 * @returns whether the address had a token
 */
export function takeToken(): boolean {
  const token = tokenIn(location.hash);
  if (token === undefined) return false;
  sessionStorage.setItem(KEY, token);
  history.replaceState(null, "", "#/pipeline");
  return true;
}

/** The token of this tab; empty if it was opened without one, which the server rejects. */
export function tokenOfTab(): string {
  return sessionStorage.getItem(KEY) ?? "";
}
