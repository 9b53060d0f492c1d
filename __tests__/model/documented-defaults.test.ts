import ts from "typescript";
import { datasetDefaults } from "../../model/dataset/dataset-defaults";
import { environmentDefaults } from "../../model/environment/environment-defaults";
import type {
  DefaultedSetting,
  SettingDefault,
} from "../../model/environment/environment-defaults";
import { nonEmpty } from "../support/non-empty";
import { defaultsIn, documentedDefaults } from "../support/sources/documented-defaults";
import type { DocumentedDefault } from "../support/sources/documented-defaults";
import { exportedType, librarySources } from "../support/sources/library-types";

/** Settings whose default a property of a construct has too, by the name of the property, after its file if names are not enough. */
const SETTINGS_OF_PROPS: Readonly<Record<string, DefaultedSetting>> = {
  logRetentionDays: "monitoring.logRetentionDays",
  removalPolicy: "removalPolicy",
  noncurrentVersionDays: "lakeLifecycle.noncurrentVersionsExpireAfterDays",
  scanLimitMiB: "queries.scanLimitMiB",
  "modules/athena/results-bucket.ts retentionDays": "queries.resultRetentionDays",
  "modules/crawler/partition-crawler.ts trust": "serviceTrust.glue",
  "modules/data-storage/access-log-bucket.ts retentionDays": "accessLogRetentionDays",
  "modules/data-storage/raw-bucket.ts retentionDays": "rawRetentionDays",
  "modules/github-access/identity-provider.ts mode": "github.identityProvider",
  "modules/shared/log-group.ts retentionDays": "monitoring.logRetentionDays",
  "modules/stream-delivery/delivery-stream.ts trust": "serviceTrust.firehose",
  "modules/streaming/publisher-function.ts trust": "serviceTrust.lambda",
};

/** Values of properties of constructs that are no settings of an environment. */
const OTHER_PROPS: Readonly<Record<string, string>> = {
  "modules/data-storage/encrypted-bucket.ts purpose": '"Imported"',
  // Glue's own: https://docs.aws.amazon.com/glue/latest/dg/enable-snapshot-retention.html
  "modules/glue-catalog/table-optimizers.ts orphanFileRetentionDays": "3",
  "modules/glue-catalog/table-optimizers.ts snapshotRetentionDays": "5",
  "modules/glue-catalog/table-optimizers.ts snapshotsKept": "1",
  "modules/monitoring/alarm-conditions.ts storage": '"parquet"',
  "modules/monitoring/alarm-key.ts notifyOnCrawlFailure": "false",
  "modules/monitoring/dataset-alarms.ts storage": '"parquet"',
  "modules/monitoring/log-key.ts crawls": "false",
  "modules/shared/imported-role.ts policyName": '"data-lake"',
  "modules/stream-delivery/delivery-stream.ts isEmulated": "false",
};

const values = (defaults: Readonly<Record<string, SettingDefault<unknown>>>) =>
  new Map(Object.entries(defaults).map(([path, { value }]) => [path, JSON.stringify(value)]));

/** Where a comment and a table of defaults differ. Prose is not compared. */
function differences(
  documented: readonly DocumentedDefault[],
  table: ReadonlyMap<string, string>,
): string[] {
  return documented.flatMap(({ path, literal }) =>
    literal === undefined || literal === table.get(path)
      ? []
      : [`${path}: @default ${literal}, in the table ${table.get(path) ?? "nothing"}`],
  );
}

describe("the @default in comments", () => {
  it.each([
    ["an environment", "Environment", environmentDefaults],
    ["a dataset", "Dataset", datasetDefaults],
  ])("of %s is that of the table, and none is missing", (_, type, defaults) => {
    const documented = documentedDefaults(exportedType(type)).filter(
      ({ path }) => !path.startsWith("columns.") && !path.startsWith("state."),
    );
    expect(nonEmpty(documented.filter(({ literal }) => literal !== undefined))).toBeDefined();
    expect(differences(documented, values(defaults))).toEqual([]);
    const paths = documented.map(({ path }) => path);
    const isDocumented = (setting: string) =>
      setting === "removalPolicy" || // Required in an environment.
      paths.some((path) => path === setting || setting.startsWith(`${path}.`));
    expect(Object.keys(defaults).filter((setting) => !isDocumented(setting))).toEqual([]);
  });

  it("of a construct's property is that of its setting", () => {
    const table = values(environmentDefaults);
    const checked = nonEmpty([...librarySources(/^modules\//)]).flatMap(([file, source]) =>
      defaultsIn(source).flatMap(({ path, literal }) => {
        if (literal === undefined) return [];
        const place = `${file} ${path}`;
        const setting = SETTINGS_OF_PROPS[place] ?? SETTINGS_OF_PROPS[path] ?? "none";
        return { place, literal, expected: table.get(setting) ?? OTHER_PROPS[place] };
      }),
    );
    expect(checked.filter(({ literal, expected }) => literal !== expected)).toEqual([]);
    // No entry above is out of date.
    const places = checked.flatMap(({ place }) => [place, place.split(" ")[1]]);
    expect(places).toEqual(
      expect.arrayContaining(Object.keys({ ...SETTINGS_OF_PROPS, ...OTHER_PROPS })),
    );
  });
});

describe("the check of comments", () => {
  const source = ts.createSourceFile(
    "a.ts",
    `interface A {
      /**
       * Days.
       *
       * @default 30 - a month
       */
      readonly days?: number;
      /** Mode. @default "on" */
      readonly mode?: string;
      /** @default - none */
      readonly name?: string;
      /** Not documented. */
      readonly other?: string;
    }`,
    ts.ScriptTarget.ES2022,
    /* setParentNodes */ true,
  );

  it("reads values in blocks and in lines, and leaves prose", () => {
    expect(defaultsIn(source)).toEqual([
      { path: "days", literal: "30" },
      { path: "mode", literal: '"on"' },
      { path: "name", literal: undefined },
    ]);
  });

  it("detects another value, and one that no table has", () => {
    const table = values({ days: { value: 31, reason: "" } });
    expect(differences(defaultsIn(source), table)).toEqual([
      "days: @default 30, in the table 31",
      'mode: @default "on", in the table nothing',
    ]);
  });
});
