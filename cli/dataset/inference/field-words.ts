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

const PERSON_WORDS = new Set(
  "first last full given family middle maiden user staff customer person employee contact member patient guest driver passenger owner author sender recipient".split(
    " ",
  ),
);
const PERSONAL_WORDS = new Set(
  "email mail phone mobile fax telephone surname firstname lastname fullname username birthday birthdate dob ssn passport street postcode zip ip latitude longitude".split(
    " ",
  ),
);
const SECRET_WORDS = new Set(
  "password passwd secret token apikey credential credentials".split(" "),
);

/** Whether a name denotes a key that opens something, as `accessKeyId` and `api_key`; `partitionKey` does not. */
function isKeyName(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      /^(?:access|api|private)$/.test(word) && /^keys?$/.test(words[index + 1] ?? ""),
  );
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;
const IP_ADDRESS = /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){3,7}$/i;
const PHONE = /^\+\d[\d ()/-]{6,}$/;

/**
 * Why a field may contain personal data.
 *
 * @param parent name of the enclosing object
 * @param texts its values
 * @returns undefined if nothing indicates it
 */
export function personalReason(
  name: string,
  parent: string,
  texts: readonly string[],
): string | undefined {
  const words = fieldWords(name);
  if (words.some((word) => SECRET_WORDS.has(word)) || isKeyName(words)) {
    return "looks like a secret, which events should not contain";
  }
  const named = [...words, ...(words.at(-1) === "name" ? fieldWords(parent) : [])];
  const isName = words.at(-1) === "name" && named.some((word) => PERSON_WORDS.has(word));
  const byValue = [EMAIL, IP_ADDRESS, PHONE].some(
    (pattern) => texts.length > 0 && texts.every((text) => pattern.test(text)),
  );
  return isName || byValue || words.some((word) => PERSONAL_WORDS.has(word))
    ? "marked as personal: remove the mark if it is not personal data"
    : undefined;
}
