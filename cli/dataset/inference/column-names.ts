import { areDistinct } from "../../../model/dataset/json-keys";
import { dateKeys, timeKeys } from "../../../model/dataset/partition-keys";
import { reservedColumnNames } from "../../../model/dataset/reserved-words";
import { fieldWords } from "./field-words";

/** Characters of a proposed name; Glue takes 255. */
const MAXIMUM_LENGTH = 100;

const partitionKeyNames: ReadonlySet<string> = new Set(
  [...timeKeys, ...Object.values(dateKeys)].map(({ name }) => name),
);

/**
 * Names for the columns of keys, in their order: the key itself where it can be a name, otherwise its words in snake
 * case. Every key gets a name of its own.
 *
 * @param fields names in lower case of the fields inside of columns, which no column with another key may have
 */
export function proposeColumnNames(
  keys: readonly string[],
  fields: ReadonlySet<string> = new Set(),
): string[] {
  const taken = new Set(keys.filter(isColumnName));
  const isCased = !areDistinct(keys.map((key) => key.toLowerCase()));
  // Only a mapping applies to fields too, and a key that differs from the name in case alone has none.
  const isMapped = (key: string, name: string) => isCased || key.toLowerCase() !== name;
  return keys.map((key, index) => {
    if (isColumnName(key)) return key;
    const name = unique(
      snakeCase(key, index + 1),
      (each) => taken.has(each) || (fields.has(each) && isMapped(key, each)),
    );
    taken.add(name);
    return name;
  });
}

/** Whether a key can be the name of a column as it is. */
function isColumnName(key: string): boolean {
  return /^[a-z][a-z0-9_]{0,99}$/.test(key) && !isReserved(key);
}

function isReserved(name: string): boolean {
  return reservedColumnNames.has(name) || partitionKeyNames.has(name);
}

/** Words in lower case without accents; `column_3` if the key has no letter or digit of ASCII. */
function snakeCase(key: string, position: number): string {
  const plain = key
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replaceAll("ß", "ss");
  const words = fieldWords(plain).join("_").slice(0, MAXIMUM_LENGTH).replace(/_$/, "");
  if (words === "") return `column_${position}`;
  const name = /^[a-z]/.test(words) ? words : `column_${words}`;
  return isReserved(name) ? `${name}_` : name;
}

function unique(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name.replace(/_$/, "")}_${number}`;
    if (!isTaken(candidate)) return candidate;
  }
}
