import { readFileSync } from "node:fs";
import path from "node:path";
import { projectFiles, root } from "./support/sources/project-files";

/** Words that this project does not use, in prose and as parts of names, and what it says instead. */
const NAMES: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\breckon(s|ed|ing)?\b/, "estimate"],
  [/\bmend(s|ed|ing)?\b/, "repair, correct"],
  [/\banew\b/, "again"],
  [/\bbeside\b/, "next to; compared with"],
  [/\bage?ing\b/, "lifecycle"],
  [/\bcomplaints?\b/, "DedupedErrorLog"],
  [/\buncounted\b/, "unpriced"],
  [/\brefuse twins\b/, "rejectDuplicates"],
  [/\bknown environment\b/, "requireEnvironment"],
  [/\bdata folder\b/, "dataPrefix"],
  [/\breasoned statements?\b/, "JustifiedStatement"],
  [/\b(tells of|tell accounts)\b/, "report, print totals"],
  [/\bgive roles to services\b/, "PassRole"],
  [/\bchange what has no arn\b/, "ManageSecurityConfigurations"],
  [/\buntil it works\b/, "retryUntilSuccess"],
  [/\btakes records apart\b/, "splitsRecords"],
  [/\bmoment[- ]natives\b/, "timestamp-udfs"],
  [/\bis known on aws\b/, "existsInAthena"],
  [/\b(author|recogn|normal|initial|serial|summar)is(e|es|ed|ing|ation)\b/, "-ize"],
];

/** The same in prose alone: Athena's API has names such as `WorkGroup`. */
const PROSE: typeof NAMES = [
  [/\bwork groups?\b/, "workgroup"],
  [/\berror folders?\b/, "error prefix"],
  [/\b(for ?ever)\b/, "indefinitely"],
  [/\b(tell|tells|told|hear|hears|heard) (of|about)\b/, "report; be notified"],
  [/\bwhat is wrong with\b/, "problem"],
  [/\bnow and then\b/, "sometimes"],
  [/\b(is|are) nowhere\b/, "is missing, was not delivered"],
  [/\b(holds?|held) (this|the|that) \w+ against\b/, "compare with"],
  [/\bplant(s|ed)? (a |the )?faults?\b/, "with a planted error"],
];

/** Construct ids are addresses in the states of users, and stay as they are. */
const ALLOWED: readonly RegExp[] = [/"ageing"|lifecycle_configuration\.\S+_ageing/];

const SELF = "__tests__/wording.test.ts";

function wordingProblems(file: string, text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    if (ALLOWED.some((allowed) => allowed.test(line))) return [];
    const prose = line.toLowerCase();
    // `mendedRows` and `MENDED_ROWS` as words.
    const names = line
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replaceAll("_", " ")
      .toLowerCase();
    const found = [
      ...NAMES.filter(([pattern]) => pattern.test(names)),
      ...PROSE.filter(([pattern]) => pattern.test(prose)),
    ];
    return found.map(
      ([pattern, instead]) => `${file}:${index + 1}: ${pattern.source}, say: ${instead}`,
    );
  });
}

describe("the wording", () => {
  it("is the field's in sources and documentation", () => {
    const files = projectFiles(/\.(ts|mjs|py|md|ya?ml)$/).filter((file) => file !== SELF);
    expect(files.length).toBeGreaterThan(1_000);
    expect(
      files.flatMap((file) => wordingProblems(file, readFileSync(path.join(root, file), "utf8"))),
    ).toEqual([]);
  });

  it.each([
    "const mendedRows = 1;",
    "const MENDED_ROWS = 1;",
    "// The work group of the lake.",
    "It is kept for ever.",
    "a claim beside the measurement",
    "Authorises calls",
    "class Complaints {}",
    "function refuseTwins() {}",
    '"text-forms", "moment-natives"',
    "A test holds this table against the workflows.",
    "a test that plants the fault",
    "2 of 20 events are nowhere",
  ])("finds %s", (line) => {
    expect(wordingProblems("file.ts", line)).toHaveLength(1);
  });

  it.each([
    "const amended = recommend(dependency);",
    "new CreateWorkGroupCommand({ WorkGroup: workGroupName })",
    "besides, whoever is managing packaging",
    'new S3BucketLifecycleConfiguration(this, "ageing", {})',
    "promise, noise, precise",
  ])("accepts %s", (line) => {
    expect(wordingProblems("file.ts", line)).toEqual([]);
  });
});
