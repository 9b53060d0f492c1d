import { fieldWords } from "../field-words";

/** Words of people in the names of fields. */
const PEOPLE = wordSet(
  "user users customer customers person people persons employee employees staff member members patient patients guest guests driver drivers passenger passengers owner owners author authors candidate student students visitor visitors subscriber subscribers victim victims",
);
/** Words that make a name of a person from `name`. */
const NAME_WORDS = wordSet(
  "first last full given family middle maiden user staff customer person employee contact member patient guest driver passenger owner author sender recipient candidate student visitor subscriber victim",
);
/** Words of what belongs to one person, whatever else the events have. */
const PERSONAL = wordSet(
  "email mail phone mobile fax telephone surname firstname lastname fullname username birthday birthdate birth dob ssn passport iban ip",
);
/** Words of what belongs to a person in events about people, and to a place or a thing in others. */
const PERSONAL_OF_PEOPLE = wordSet(
  "latitude longitude lat lng lon street address postcode zip age gender sex race ethnicity religion nationality salary income",
);
/** A value with such a last word is a number about others. */
const COUNTS = wordSet("count counts total sum number rate ratio percent percentage average avg");

const SECRETS = wordSet("password passwd secret token apikey credential credentials");

/** Whether a field denotes the name of a person; `parent` is the name of the enclosing object. */
export function isPersonName(name: string, parent: string): boolean {
  const words = fieldWords(name);
  if (words.at(-1) !== "name") return false;
  return [...words, ...fieldWords(parent)].some((word) => NAME_WORDS.has(word));
}

/** Whether a field belongs to a person, by its name alone. */
export function isPersonalName(name: string): boolean {
  return !isCount(name) && fieldWords(name).some((word) => PERSONAL.has(word));
}

/** Whether a field belongs to a person if its event is about people, by its name. */
export function isPersonalOfPeople(name: string): boolean {
  return !isCount(name) && fieldWords(name).some((word) => PERSONAL_OF_PEOPLE.has(word));
}

/** Whether a field says that its event is about people, by its name. */
export function isAboutPeople(name: string, parent: string): boolean {
  return (
    isPersonName(name, parent) ||
    isPersonalName(name) ||
    fieldWords(name).some((word) => PEOPLE.has(word))
  );
}

/** Whether a name denotes a secret, such as `accessKeyId` and `api_key`; `partitionKey` does not. */
export function isSecretName(name: string): boolean {
  const words = fieldWords(name);
  return words.some(
    (word, index) =>
      SECRETS.has(word) ||
      (/^(?:access|api|private)$/.test(word) && /^keys?$/.test(words[index + 1] ?? "")),
  );
}

function isCount(name: string): boolean {
  return COUNTS.has(fieldWords(name).at(-1) ?? "");
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
