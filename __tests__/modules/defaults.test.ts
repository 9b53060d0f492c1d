import ts from "typescript";
import { nonEmpty } from "../support/non-empty";
import { erasedProperties, fallbackValues } from "../support/sources/fallback-values";
import { checker, librarySources } from "../support/sources/library-types";

/**
 * Every value that modules and stacks use where another is missing, but for those of `environment-defaults.ts`. A default of a
 * setting is in that table only; these are names that are derived from others, defaults of properties that no setting has, and
 * what AWS does without a value.
 */
const FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  "modules/athena/saved-query-sql.ts": [
    "tables = { table: dataset.name, errorTable: errorTableName(dataset.name) }",
    "partitionKeys = partitionKeysOf(dataset)",
    "dataset.eventTimePath ?? finest",
  ],
  "modules/data-storage/encrypted-bucket.ts": ['purpose = "Imported"'],
  "modules/glue-catalog/partition-projection.ts": ["key.range ?? yearsOf(range)"],
  "modules/monitoring/alarm-key.ts": ["notifyOnCrawlFailure = false"],
  "modules/monitoring/dashboard-body.ts": ['storageFormats = [datasetDefaultOf("storage")]'],
  "modules/shared/imported-role.ts": ['props.policyName ?? "data-lake"'],
  "modules/stream-delivery/check-delivery-stream.ts": [
    "isEmulated = false",
    // Firehose's own default.
    'destination.compressionFormat ?? "UNCOMPRESSED"',
  ],
  "modules/stream-delivery/prefix-expression.ts": ["firehoseValueLengths[part.value] ?? 0"],
  "modules/streaming/publisher-function.ts": [
    "props.roleName ?? props.functionName",
    "props.logGroupName ?? `/aws/lambda/${props.functionName}`",
  ],
  "modules/streaming/publisher-package.ts": [
    "props.code ?? (await bundlePublisher(props.sourceFolder))",
  ],
  // Glue's own.
  "modules/glue-catalog/table-optimizers.ts": [
    "props.snapshotRetentionDays ?? 5",
    "props.snapshotsKept ?? 1",
    "props.orphanFileRetentionDays ?? 3",
  ],
  "stacks/data-lake/dataset-storage.ts": ["props.createdWith ?? schemaOf(dataset).columns"],
  // For an error message.
  "stacks/data-lake-stack.ts": ['[...this.pipelines.keys()].join(", ") || "none"'],
  "stacks/terraform/account-id.ts": [
    'accountId ?? new DataAwsCallerIdentity(stack, "current").accountId',
  ],
};

const sources = librarySources(/^(?:modules|stacks)\//);

describe("defaults in modules and stacks", () => {
  it("are listed, unless they are in the table of the environment's defaults", () => {
    const found = nonEmpty([...sources])
      .map(([file, source]): [string, string[]] => [file, fallbackValues(source)])
      .filter(([, values]) => values.length > 0);
    expect(Object.fromEntries(found)).toEqual(FALLBACKS);
  });

  it("are never replaced by a property that is undefined", () => {
    const all = librarySources(/^(?:model\/environment|modules|stacks)\//);
    const erased = nonEmpty([...all]).flatMap(([file, source]) =>
      erasedProperties(source, checker).map((problem) => `${file}: ${problem}`),
    );
    expect(erased).toEqual([]);
  });
});

describe("the checks of defaults", () => {
  const parse = (text: string) =>
    ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2022, /* setParentNodes */ true);

  it.each([
    ["props.days ?? 30", "props.days ?? 30"],
    ["props.days ?? DAYS", "props.days ?? DAYS"],
    ["props.days ||= 30", "props.days ||= 30"],
    ["const { days = 30 } = props", "days = 30"],
    ["function f(days = 30) {}", "days = 30"],
    ["props.days === undefined ? 30 : props.days", "props.days ?? 30"],
    ["props.days !== undefined ? props.days : 30", "props.days ?? 30"],
  ])("detect %s", (text, found) => {
    expect(fallbackValues(parse(text))).toEqual([found]);
  });

  it.each([
    'props.days ?? defaultOf("rawRetentionDays")',
    "props.names ?? []",
    "a === undefined || b === undefined",
    "key === undefined ? {} : { key: key.arn }",
  ])("accept %s", (text) => {
    expect(fallbackValues(parse(text))).toEqual([]);
  });

  it.each([
    ["{ days: 30, ...props }", ["days by ...props"]],
    ["{ ...defaults, ...props }", ["days by ...props"]],
    ["{ days: 30, ...(props ? props : {}) }", ["days by ...(props ? props : {})"]],
    ["{ ...props, days: 30 }", []],
    ["{ days: 30, ...(given ? { days: 7 } : {}) }", []],
    ["{ days: 30, ...defaults }", []],
  ])("know what %s erases", (literal, erased) => {
    const text = `
      declare const props: { readonly days?: number };
      declare const defaults: { readonly days: number };
      declare const given: boolean;
      export const value = ${literal};`;
    const source = parse(text);
    const options = { noLib: true, strict: true, exactOptionalPropertyTypes: true };
    const host = ts.createCompilerHost(options);
    host.getSourceFile = (name) => (name === "a.ts" ? source : undefined);
    const program = ts.createProgram(["a.ts"], options, host);
    expect(erasedProperties(source, program.getTypeChecker())).toEqual(erased);
  });
});
