/** The words of a field's name in lower case: `emailAddress`, `email_address` and `EmailAddress` are two words. */
export function fieldWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

const TIME_WORDS = new Set(
  "time timestamp date datetime ts at on when created updated modified started ended expires expiry seen".split(
    " ",
  ),
);

/** Whether a name denotes a time, by its last word. */
export function isTimeName(name: string): boolean {
  const words = fieldWords(name);
  // The last word of `time_ms` is the unit.
  const last = words.filter((word) => !["ms", "millis", "sec", "seconds", "utc"].includes(word));
  return TIME_WORDS.has(last.at(-1) ?? "");
}
