import type { ComponentChildren } from "preact";
import type { CallError } from "../client/call";

/** What failed, and what to do. */
export function Failure({ error, retry }: { error: CallError; retry?: () => void }) {
  return (
    <div class="notice bad" role="alert">
      <strong>{error.message}</strong>
      {error.advice === "" ? null : <p class="advice">{error.advice}</p>}
      {retry === undefined ? null : (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Says that there is nothing yet, and how there would be. */
export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <strong>{title}</strong>
      <p>{children}</p>
    </div>
  );
}

/** Something is being read. */
export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      Reading {what} …
    </p>
  );
}
