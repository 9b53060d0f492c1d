import { isRecord } from "../../../errors/is-record";

/**
 * Characters from which on a sensitive text is recognized wherever a plan repeats it. A shorter one, such as `prod` or `true`,
 * is a part of too many texts that have nothing to do with it; it is hidden where it is marked.
 */
const RECOGNIZED_LENGTH = 6;

/**
 * The sensitive texts of a plan, found again in places that Terraform does not mark: the configuration, the message of a check,
 * an element that moved to another key.
 */
export class KnownSecrets {
  /** Texts by their first characters, so that thousands of them are looked for in one pass. */
  private readonly byStart = new Map<string, string[]>();

  /** Adds every text and number of a sensitive value. */
  add(value: unknown): void {
    if (typeof value === "string") this.addSpellings(value);
    else if (typeof value === "number") this.addText(String(value));
    else if (Array.isArray(value)) for (const each of value) this.add(each);
    else if (isRecord(value)) for (const each of Object.values(value)) this.add(each);
  }

  /** Whether a text contains one of them. */
  isIn(text: string): boolean {
    if (this.byStart.size === 0) return false;
    for (let at = 0; at + RECOGNIZED_LENGTH <= text.length; at += 1) {
      const candidates = this.byStart.get(text.slice(at, at + RECOGNIZED_LENGTH));
      if (candidates?.some((secret) => text.startsWith(secret, at)) === true) return true;
    }
    return false;
  }

  /** A text as it is, in a JSON text, and in a JSON text inside of another one. */
  private addSpellings(text: string): void {
    const quoted = escaped(text);
    for (const each of new Set([text, quoted, escaped(quoted)])) this.addText(each);
  }

  private addText(text: string): void {
    const secret = text.trim();
    if (secret.length < RECOGNIZED_LENGTH) return;
    const start = secret.slice(0, RECOGNIZED_LENGTH);
    const known = this.byStart.get(start) ?? [];
    if (!known.includes(secret)) this.byStart.set(start, [...known, secret]);
  }
}

/** A text as JSON has it between its quotes. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
