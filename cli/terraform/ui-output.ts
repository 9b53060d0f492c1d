/** What `terraform apply` did. */
export interface AppliedChanges {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/**
 * One line of Terraform's machine-readable output, as far as it is used here.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export interface UiLine {
  readonly type?: string;
  readonly hook?: {
    readonly resource?: { readonly addr?: string };
    readonly elapsed_seconds?: number;
  };
  readonly changes?: AppliedChanges & { readonly operation: string };
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
}

/** Parses a line; empty for a line that is not JSON. */
export function parseUiLine(text: string): UiLine {
  try {
    // Terraform's documented UI lines; every field is optional here, so another shape is harmless.
    return JSON.parse(text) as UiLine;
  } catch {
    return {};
  }
}

/** The error that a line reports, on one line; undefined for any other line. */
export function errorIn({ diagnostic }: UiLine): string | undefined {
  if (diagnostic?.severity !== "error") return undefined;
  const { address, summary, detail = "" } = diagnostic;
  return [address, summary, withoutLockAdvice(detail)]
    .filter((part) => part !== undefined && part !== "")
    .join(": ");
}

/** Both programs end their report of a lock with how to continue without one, which is how states are lost. */
function withoutLockAdvice(detail: string): string {
  return detail.replace(/\s*(?:Terraform|OpenTofu) acquires a state lock[\s\S]*$/, "");
}
