/** The construct of a refusal, without what differs from statement to statement: its place, and lengths of types. */
export function refusalReason(message: string): string {
  return message
    .replace(/^NOT_SUPPORTED: (?:line \d+:\d+: )?/, "")
    .replace(/(?: is| are)? not supported by .*/s, "")
    .replace(/\(\d+(?:, ?\d+)?\)/g, "")
    .replace(/\(Division by zero\)|\(.* overflow.*\)/, "")
    .replace(/, here [^,]+,/, "");
}
