import { reviewPlan } from "../../../cli/review/plan-review";
import { exitCodeOf } from "../../../cli/review/verdict";
import { planOf, planWith } from "./support/plans";

describe("the verdict on a plan", () => {
  it.each([
    ["nothing", "nothing to do", 0],
    ["first", "safe", 2],
    ["column", "safe", 2],
    ["moved", "safe", 2],
    ["secret", "safe", 2],
    ["imported", "look closely", 3],
    ["retype", "look closely", 3],
    ["iam", "look closely", 3],
    ["key", "look closely", 3],
    ["public", "look closely", 3],
    ["project", "look closely", 3],
    ["replace", "destroys data", 3],
    ["destroy", "destroys data", 3],
    ["mixed", "destroys data", 3],
    ["refused/tainted", "destroys data", 3],
  ])("%s is: %s, with exit code %d", (name, level, exitCode) => {
    const { verdict } = reviewPlan(planOf(name));
    expect([verdict.level, exitCodeOf(verdict)]).toEqual([level, exitCode]);
  });

  it.each([
    [
      "a plan that Terraform could not finish",
      { errored: true },
      "the plan is incomplete: Terraform reported an error",
    ],
    ["an output alone", { output_changes: { name: { actions: ["update"] as const } } }, undefined],
  ])("does not rate %s as nothing to do", (_, rest, reason) => {
    const { verdict } = reviewPlan(planWith({}, rest));
    expect(verdict.level).toBe(reason === undefined ? "safe" : "look closely");
    expect(verdict.reasons).toEqual(reason === undefined ? [] : [reason]);
  });

  it("says of a replaced resource that it was created incompletely, and that Terraform refuses the plan", () => {
    const address = "aws_kinesis_stream.sample_events_event_stream";
    const { verdict, resources, refused } = reviewPlan(planOf("refused/tainted"), undefined, [
      address,
    ]);
    expect(resources).toMatchObject([{ address, kind: "replace", incomplete: true }]);
    expect(refused).toEqual([address]);
    expect(verdict.reasons).toEqual([
      expect.stringMatching(
        /^aws_kinesis_stream\.sample_events_event_stream is replaced, since an earlier apply created it incompletely; lost: all records/,
      ) as string,
      `${address} is protected by prevent_destroy, for which Terraform refuses the plan`,
    ]);
  });

  it("accepts the replacement of a saved query, which loses nothing", () => {
    const plan = planWith({
      "aws_athena_named_query.count": { actions: ["delete", "create"], replace_paths: [["query"]] },
    });
    expect(reviewPlan(plan).verdict.level).toBe("safe");
  });

  it("asks for a closer look at a resource that is removed from the state", () => {
    const plan = planWith({ "aws_s3_bucket.lake": { actions: ["forget"], after: null } });
    expect(reviewPlan(plan).verdict.reasons).toEqual([
      "aws_s3_bucket.lake is removed from Terraform's state, and continues to exist",
    ]);
  });
});

describe("what is destroyed", () => {
  it.each([
    [
      "aws_s3_bucket.lake",
      { bucket: "lake" },
      "every object in the bucket lake, with all its versions; AWS refuses while the bucket is not empty",
    ],
    [
      "aws_s3_bucket.lake",
      { bucket: "lake", force_destroy: true },
      "every object in the bucket lake, with all its versions",
    ],
    [
      "aws_kinesis_stream.events",
      { name: "events", retention_period: 24 },
      "all records in the stream events, up to 24 hours of them, delivered or not",
    ],
    [
      "aws_kms_key.buckets",
      { deletion_window_in_days: 7 },
      "everything that was ever encrypted with this key: it becomes unreadable, including backups. AWS waits 7 days, during which the deletion can be cancelled",
    ],
  ])("says what is lost with %s", (address, before, what) => {
    const { resources, verdict } = reviewPlan(
      planWith({ [address]: { actions: ["delete"], before, after: null } }),
    );
    expect(resources[0]?.loss).toEqual({ kind: "data", what });
    expect(verdict).toEqual({
      level: "destroys data",
      reasons: [`${address} is destroyed; lost: ${what}`],
    });
  });

  it("is listed first, resources with data before the others, with the arguments that force it", () => {
    const { resources } = reviewPlan(planOf("mixed"));
    expect(
      resources.slice(0, 3).map(({ address, kind, forcedBy }) => [address, kind, forcedBy]),
    ).toEqual([
      [
        "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream",
        "replace",
        ["kinesis_source_configuration.0.kinesis_stream_arn"],
      ],
      ["aws_kinesis_stream.sample_events_event_stream", "replace", ["name"]],
      ["aws_glue_crawler.sample_events_crawler", "delete", []],
    ]);
  });
});

describe("a changed argument", () => {
  const attributes = (change: Parameters<typeof planWith>[0][string]) =>
    reviewPlan(planWith({ "aws_lambda_function.publisher": change })).resources[0]?.attributes;

  it("shows before and after", () => {
    expect(
      attributes({
        before: { timeout: 60, layers: ["a"] },
        after: { timeout: 30, layers: ["a", "b"] },
      }),
    ).toEqual([
      { path: "timeout", before: "60", after: "30" },
      { path: "layers.1", before: "(unset)", after: "b" },
    ]);
  });

  it("shows no secret, marked as sensitive or not", () => {
    expect(
      attributes({
        before: { password: "old", environment: [{ variables: { TOKEN: "one" } }], kept: { a: 1 } },
        after: { password: "new", environment: [{ variables: { TOKEN: "two" } }], kept: { a: 1 } },
        before_sensitive: { password: true },
        after_sensitive: { password: true },
      }),
    ).toEqual([
      { path: "password", before: "(sensitive)", after: "(sensitive)" },
      { path: "environment.0.variables.TOKEN", before: "(hidden)", after: "(hidden)" },
    ]);
  });

  it("shows nothing of a block that contains a secret", () => {
    const [change] =
      attributes({
        before: { settings: null },
        after: { settings: { user: "u", password: "p" } },
        after_sensitive: { settings: { password: true } },
      }) ?? [];
    expect(change).toEqual({ path: "settings", before: "(unset)", after: "(sensitive)" });
  });

  it("shows what is known only after apply", () => {
    expect(attributes({ before: { role: "a" }, after: {}, after_unknown: { role: true } })).toEqual(
      [{ path: "role", before: "a", after: "(known after apply)" }],
    );
  });

  it("never contains a sensitive variable", () => {
    expect(JSON.stringify(reviewPlan(planOf("secret")))).not.toContain("correct-horse");
  });
});

describe("what was changed outside of Terraform", () => {
  const drift = (before: object, after: object | null) =>
    planWith(
      {},
      {
        resource_drift: [
          {
            address: "aws_s3_bucket.lake",
            mode: "managed",
            type: "aws_s3_bucket",
            name: "lake",
            change: { actions: ["update"], before: { ...before }, after: after && { ...after } },
          },
        ],
        configuration: {
          root_module: {
            resources: [
              {
                address: "aws_s3_bucket.lake",
                mode: "managed",
                type: "aws_s3_bucket",
                name: "lake",
                expressions: { bucket: {} },
              },
            ],
          },
        },
      },
    );

  it.each([
    ["an argument that is written", { bucket: "a" }, { bucket: "b" }, ["aws_s3_bucket.lake"]],
    ["the whole resource, which is gone", { bucket: "a" }, null, ["aws_s3_bucket.lake"]],
    ["what the provider fills in itself", { grant: [] }, { grant: ["x"] }, []],
    ["nothing but the form of nothing", { bucket: "" }, { bucket: null }, []],
  ])("shows for %s", (_, before, after, addresses) => {
    expect(reviewPlan(drift(before, after)).drifted).toEqual(addresses);
  });
});

describe("schema changes", () => {
  it("are described as by the schema gate", () => {
    expect(reviewPlan(planOf("column")).tables).toEqual([
      {
        address: "aws_glue_catalog_table.sample_events_event_table",
        table: "sample_events",
        change: "columns.metadata.region was added at the end as string",
        compatible: true,
        effect: "Null for every event of old objects.",
      },
      {
        address: "aws_glue_catalog_table.sample_events_event_table",
        table: "sample_events",
        change: "columns.tenant was added at the end as string",
        compatible: true,
        effect: "Null for every event of old objects.",
      },
    ]);
    expect(reviewPlan(planOf("retype")).tables).toMatchObject([
      { change: "columns.event.staffId was retyped from int to string", compatible: false },
    ]);
  });
});

describe("changes of a projected range", () => {
  const table = (range: string) => ({
    name: "orders",
    partition_keys: [{ name: "arrival_date", type: "string" }],
    parameters: { "projection.arrival_date.range": range },
  });

  it.each([
    ["2025-01-01,NOW+1DAYS", "2024-01-01,NOW+1DAYS", true],
    ["2025-01-01,NOW+1DAYS", "2026-01-01,NOW+1DAYS", false],
    ["NOW-99DAYS,NOW+1DAYS", "NOW-120DAYS,NOW+1DAYS", true],
    ["NOW-99DAYS,NOW+1DAYS", "NOW-30DAYS,NOW+1DAYS", false],
    ["2025-01-01,NOW+1DAYS", "NOW-99DAYS,NOW+1DAYS", false],
    ["2025,2035", "2025,2040", true],
    ["2025,2035", "2026,2035", false],
  ])("from %s to %s: compatible %s", (before, after, compatible) => {
    const plan = planWith({
      "aws_glue_catalog_table.orders": {
        actions: ["update"],
        before: table(before),
        after: table(after),
      },
    });
    expect(reviewPlan(plan).tables).toMatchObject([
      {
        table: "orders",
        change: `partitionKeys.arrival_date has its projected range changed from ${before} to ${after}`,
        compatible,
      },
    ]);
  });

  it("are reported together with a change of the keys", () => {
    const plan = planWith({
      "aws_glue_catalog_table.orders": {
        actions: ["update"],
        before: {
          name: "orders",
          partition_keys: [{ name: "year", type: "bigint" }],
          parameters: { "projection.year.range": "2025,2035" },
        },
        after: table("2025-01-01,NOW+1DAYS"),
      },
    });
    expect(reviewPlan(plan).tables).toMatchObject([
      {
        change: "partitionKeys were changed from year bigint to arrival_date string",
        compatible: false,
      },
    ]);
  });

  it("say that a table of failed records still finds all of them without partition keys", () => {
    const plan = planWith({
      "aws_glue_catalog_table.orders_errors": {
        actions: ["update"],
        before: { name: "orders_errors", partition_keys: [{ name: "year", type: "bigint" }] },
        after: { name: "orders_errors" },
      },
    });
    expect(reviewPlan(plan).tables).toMatchObject([
      {
        change: "partitionKeys were changed from year bigint to none",
        compatible: false,
        effect: expect.stringContaining("is still read") as string,
      },
    ]);
  });
});

describe("the cost of a plan", () => {
  it("decreases by the cost of a removed crawler", () => {
    const { cost } = reviewPlan(planOf("project"));
    expect((cost?.beforeCents ?? 0) - (cost?.afterCents ?? 0)).toBe(10707);
  });

  it("starts from zero in a first plan", () => {
    const { cost } = reviewPlan(planOf("first"));
    expect(cost?.beforeCents).toBe(0);
    expect(cost?.afterCents).toBeGreaterThan(0);
  });
});

describe("parts of the pipeline", () => {
  it("count the changes of each", () => {
    expect(reviewPlan(planOf("replace")).parts).toEqual([
      { part: "streaming", counts: { replace: 1, update: 1 } },
      { part: "delivery", counts: { replace: 1 } },
    ]);
  });

  it("include every resource of the stack", () => {
    const { resources } = reviewPlan(planOf("first"));
    expect(resources.filter(({ part }) => part === "shared").map(({ address }) => address)).toEqual(
      [],
    );
  });
});
