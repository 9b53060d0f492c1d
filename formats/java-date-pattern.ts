import { PATTERN_LETTERS } from "./java-date-letters";
import { fieldsAt } from "./zoned-fields";
import type { ZonedFields } from "./zoned-fields";

// A quoted literal ('' inside it is a quote), a run of one letter, or anything else.
const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/g;

/**
 * Formats an instant by a pattern of Java's `DateTimeFormatter`, as Firehose does in a prefix.
 *
 * @param instant milliseconds since 1970
 * @param timeZone IANA name @default "UTC"
 * @throws Error naming a letter, a count or a symbol that Java (or this emulation of it) refuses
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function formatJavaDate(pattern: string, instant: number, timeZone = "UTC"): string {
  const fields = fieldsAt(instant, timeZone);
  return pattern.replace(TOKEN, (token: string, quoted?: string, letter?: string) => {
    if (quoted !== undefined) return quoted === "" ? "'" : quoted.replaceAll("''", "'");
    if (letter !== undefined) return renderLetters(pattern, letter, token.length, fields);
    if (token === "[" || token === "]") return "";
    if ("'{}#".includes(token)) {
      const reason = token === "'" ? "a quote is not closed" : `"${token}" is reserved`;
      throw new Error(`The timestamp pattern "${pattern}" can't be used: ${reason}.`);
    }
    return token;
  });
}

function renderLetters(
  pattern: string,
  letter: string,
  count: number,
  fields: ZonedFields,
): string {
  const known = PATTERN_LETTERS[letter];
  if (known === undefined) {
    throw new Error(
      `The timestamp pattern "${pattern}" can't be used: unknown letter "${letter}"; put text in single quotes.`,
    );
  }
  if (!known.counts.includes(count)) {
    const longest = Math.max(...known.counts);
    throw new Error(
      `The timestamp pattern "${pattern}" can't be used: "${letter}" stands ${count} times, allowed are ${known.counts.length === longest ? `1 to ${longest}` : known.counts.join(", ")}.`,
    );
  }
  return known.render(fields, count);
}
