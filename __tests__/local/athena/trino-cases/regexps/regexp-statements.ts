import { SeededRandom } from "../differential/seeded-random";

/** Parts of patterns that match a character or a place. */
const ATOMS = [
  ..."abcABx1 .é日ßK-",
  ...["a", "b", "ab", "aa", ".", ".", "foo", "km", "ss", "(a)", "(b)", "(a|b)", "(\\w+)", "(\\d+)"],
  ...["\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\b", "\\B", "\\.", "\\$", "\\\\", "\\-", "\\/"],
  ...[
    "\\t",
    "\\n",
    "\\x41",
    "\\u00e9",
    "\\A",
    "\\z",
    "\\Z",
    "^",
    "$",
    "\\Qa.b\\E",
    "\\Q$\\E",
    "\\Q*",
  ],
  ...[
    "[ab]",
    "[^ab]",
    "[a-c]",
    "[^a-c]",
    "[a-z0-9-_]",
    "[\\w.-]",
    "[^\\s,]",
    "[\\d.]",
    "[]a]",
    "[a\\]]",
  ],
  ...[
    "[a-zA-Z]",
    "[é-ü]",
    "[.+*]",
    "[\\s\\S]",
    "[^\\n]",
    "[a-c&&[^b]]",
    "[a[0-9]]",
    "[\\w&&[^\\d]]",
  ],
  ...["[[:alpha:]]", "[[:digit:]]+", "[[:^space:]]", "[[:punct:]]", "\\p{L}", "\\p{Lu}", "\\P{L}"],
  ...["\\pN", "[\\p{L}\\d]", "\\p{Alpha}", "\\p{Greek}", "\\p{Punct}", "\\p{IsAlphabetic}"],
  ...[
    "(?=b)",
    "(?!b)",
    "(?<=a)",
    "(?<!a)",
    "(?<=a|bc)",
    "(?<=\\d)",
    "(?<=a+)",
    "(?<![ab]{2})",
    "(?<=^a)",
  ],
  ...[
    "(?<x>a)",
    "(?<y>b)(?<z>c)?",
    "\\1",
    "\\2",
    "\\k<x>",
    "(?>a+)",
    "(?>a|ab)",
    "(?:a|b)",
    "(?:ab)",
  ],
  ...[
    "(a)?",
    "(a)|b",
    "()",
    "(?:)",
    "a|",
    "|b",
    "(a*)",
    "(a|b)*",
    "(?:a|(b))+",
    "(a(b)?)+",
    "(?i:a)",
  ],
  ...["(?i)b", "(?s).", "(?m)^", "(?m)$", "(?-i)a", "(?x) a", "a(?i)b|c", "((?i)a)", "(?#c)"],
  ...[
    "\\h",
    "\\R",
    "\\X",
    "\\G",
    "\\e",
    "\\cA",
    "\\07",
    "{",
    "{a}",
    "}",
    "]",
    "a{,2}",
    "a{2",
    "a**",
    "\\E",
  ],
] as const;

/** Patterns that Trino refuses, or that look so. */
const BROKEN = [
  ...["(", ")", "(a", "a)", "[a", "[]", "[^]", "[b-a]", "a{2,1}", "*a", "+", "?", "{1}a", "a|*b"],
  ...[
    "\\",
    "(?",
    "(?<",
    "(?<x",
    "(?<1>a)",
    "(?P<x>a)",
    "(?z)a",
    "(?<x>a)(?<x>b)",
    "\\3(a)",
    "(a)\\2",
  ],
  ...[
    "\\k<q>",
    "[a-\\d]",
    "a{100001}",
    "[[:foo:]]",
    "\\p{Foo}",
    "(?i",
    "(?i)*a",
    "(?|a)",
    "(?<=a*)b",
  ],
  ...[
    "(?<!(a))b",
    "(?<=(?=a))b",
    "[a-",
    "(?<>a)",
    "[[a]",
    "\\p",
    "a(?i)+",
    "(?!a",
    "\\Q\\E*",
    "a&&b",
  ],
];

const NOTHING: readonly string[] = ["()", "(?:)", "\\Q\\E"];

const QUANTIFIERS = [
  "*",
  "+",
  "?",
  "*?",
  "+?",
  "??",
  "{2}",
  "{1,}",
  "{0,2}",
  "{1,2}?",
  "*+",
  "++",
  "?+",
];
const MORE_QUANTIFIERS = ["{2}+", "{1,2}+", "{2}?", "**", "{0}", "{2,3}", "+*"];

/** Texts: line breaks at the end and inside, scripts, cases that fold, characters outside of the BMP. */
const TEXTS = [
  ...[
    "",
    "a",
    "b",
    "ab",
    "ba",
    "aab",
    "abab",
    "aaa",
    "abc",
    "foo",
    "12km 7km",
    "a.b+c",
    "$5 \\1",
    "A1-b_2",
  ],
  ...[
    "a\n",
    "a\nb",
    "\n",
    "a\r\nb",
    "aB\tKss",
    "é",
    "Éaé",
    "日本a",
    "😀a",
    "ß",
    "ſK",
    "Σας",
    "٣a1",
  ],
  ...["a-b c,d", "e\u0301a", "[a]{2}", "a@b.co", "2024-02-29", "  x ", "x=1;y=2"],
];

const REPLACEMENTS = [
  ...[
    "",
    "-",
    "$0",
    "$1",
    "<$1>",
    "$2",
    "$5",
    "$10",
    "$00",
    "$&",
    "$",
    "x$",
    "\\$",
    "\\$1",
    "\\\\",
    "\\",
  ],
  ...[
    "${x}",
    "${y}",
    "${q}",
    "${1}",
    "${",
    "\\n",
    "a\\b",
    "$1$1",
    "$1a",
    "é$0😀",
    "$ 1",
    "$a",
    "{x}",
    "[$0]",
  ],
];

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A pattern of one to four parts. */
function patternOf(random: SeededRandom): string {
  if (random.chance(0.06)) return random.pick(BROKEN);
  const options = random.chance(0.2) ? random.pick(["(?i)", "(?s)", "(?m)", "(?im)"]) : "";
  const parts = Array.from({ length: random.integer(1, 4) }, () => {
    const atom = random.pick(ATOMS);
    // Joni does not end with a possessive quantifier of nothing.
    if (random.chance(0.55) || NOTHING.includes(atom)) return atom;
    const quantifier = random.chance(0.85) ? QUANTIFIERS : MORE_QUANTIFIERS;
    return random.chance(0.2)
      ? `(${atom})${random.pick(quantifier)}`
      : atom + random.pick(quantifier);
  });
  return options + parts.join(random.chance(0.12) ? "|" : "");
}

/**
 * Statements of regular expressions: each function with one pattern over some texts, one after the other, so that a
 * state between two uses would show.
 */
export function regexpStatements(seed: number, count: number): string[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => {
    const pattern = literal(patternOf(random));
    const texts = Array.from({ length: 4 }, () => literal(random.pick(TEXTS)));
    const from = `FROM (VALUES ${texts.join(", ")}) AS t(s)`;
    if (random.chance(0.25)) {
      return `SELECT regexp_replace(s, ${pattern}, ${literal(random.pick(REPLACEMENTS))}) ${from}`;
    }
    const group = random.chance(0.3) ? `, ${random.integer(0, 2)}` : "";
    const calls = ["like", "count", "split", "replace"].map(
      (name) => `regexp_${name}(s, ${pattern})`,
    );
    const groups = ["extract", "extract_all"].map(
      (name) => `regexp_${name}(s, ${pattern}${group})`,
    );
    return `SELECT ${[...calls, ...groups].join(", ")} ${from}`;
  });
}

/** The statements whose answers are kept: their seed, and how many there are. */
export const REGEXP_STATEMENTS: readonly string[] = regexpStatements(16, 1000);
