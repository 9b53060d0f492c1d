import { readFileSync } from "node:fs";
import path from "node:path";
import { datasets } from "../fixtures/datasets";
import { crawlerCents, RARE_SCHEDULE } from "../../cli/cost/crawler-share";
import { estimate } from "../../cli/cost/estimate";
import { priceTableOf } from "../../cli/cost/prices";
import { dollarsFor } from "../../cli/cost/prices/price-table";
import { DAYS_PER_MONTH, usageDefaults } from "../../cli/cost/usage";
import type { TerraformResource } from "../../cli/terraform/plan/terraform-resource";
import {
  awsProviderVersions,
  emulatorProviderVersions,
} from "../../model/environment/provider-versions";
import { hasS3State, s3StateLocation } from "../../model/naming/state-location";
import { StateBackendStack } from "../../stacks/state-backend-stack";
import { documentedTable } from "./support/generated-table";
import { commandsOf } from "./support/page-commands";
import { environmentOf, synthesizeLake, synthesizeStack } from "../support/plans/synth";
import type { SynthesizedStack } from "../support/plans/synth";

const root = path.join(__dirname, "../..");
const dev = environmentOf("dev", { accountId: "111122223333" });
const prices = priceTableOf(dev.region);
const idle = {
  ...usageDefaults,
  eventsPerSecond: 0,
  queriesPerDay: 0,
  unfilteredQueriesPerDay: 0,
};

function resourcesIn(stack: SynthesizedStack): TerraformResource[] {
  return Object.entries(stack.resources).map(([address, values]) => ({
    address,
    type: address.split(".")[0] ?? "",
    values,
  }));
}

/** Cents a month by service while no events arrive. */
function idleCosts(stack: SynthesizedStack): (readonly [service: string, cents: number])[] {
  const { byService } = estimate(resourcesIn(stack), idle, prices);
  return Object.entries(byService).filter(([, cents]) => cents > 0);
}

/** As the page configures it: the name of the bucket contains the account. */
const configured = { ...dev, state: { type: "s3", region: dev.region } as const };

/** The bucket that `lake bootstrap` creates. */
function stateStack(): SynthesizedStack {
  if (!hasS3State(configured)) throw new Error("dev has no state in S3");
  return synthesizeStack((app) => new StateBackendStack(app, configured));
}

/** Glue bills ten minutes of one DPU at least. */
const crawlCents = 100 * dollarsFor(prices.prices.glueCrawler, 10 / 60);

const amount = (cents: number) => (cents / 100).toFixed(2);

describe("the page about the first deploy", () => {
  it("shows what the lake costs while no events arrive", () => {
    const costs = [
      ...idleCosts(stateStack()).map((cost) => ["2. state bucket", ...cost] as const),
      ...idleCosts(synthesizeLake(dev, datasets)).map((cost) => ["3. deploy", ...cost] as const),
    ];
    const total = costs.reduce((sum, [, , cents]) => sum + cents, 0);
    const table = {
      header: ["from step", "service", "$ a day", "$ a month"],
      rows: [
        ...[...costs, ["", "together", total] as const].map(([step, service, cents]) => [
          step,
          service,
          amount(cents / DAYS_PER_MONTH),
          amount(cents),
        ]),
        ["4. each crawl", "Glue", `${amount(crawlCents)} once`, ""],
      ],
    };
    expect(costs.map(([, service]) => service)).toEqual(
      expect.arrayContaining(["Glue", "KMS", "Kinesis"]),
    );
    // Out of date? Run: npm run docs:first-deploy
    expect(documentedTable("deploy/your-first-deploy.md", "costs", table)).toEqual([
      table.header,
      ...table.rows,
    ]);
  });

  it("says how to pay less: without a schedule cents for Glue, without the second dataset half", () => {
    const glue = (stack: SynthesizedStack) => new Map(idleCosts(stack)).get("Glue") ?? 0;
    const committed = glue(synthesizeLake(dev, datasets));
    const without = datasets.filter(({ name }) => name !== "earthquakes");
    expect(committed).toBeGreaterThan(0);
    expect(2 * glue(synthesizeLake(dev, without))).toBe(committed);
    const byHand = { ...dev, partitions: { type: "crawler", schedule: false } } as const;
    // Not zero: whatever costs less than a cent counts as one.
    expect(glue(synthesizeLake(byHand, datasets))).toBeLessThan(committed / 1000);
  });

  it("names the price of dev, the crawlers' part of it and what lowers it, in the README too", () => {
    const resources = resourcesIn(synthesizeLake(dev, datasets));
    const rare = { type: "crawler", schedule: RARE_SCHEDULE } as const;
    const rarely = resourcesIn(synthesizeLake({ ...dev, partitions: rare }, datasets));
    const full = estimate(resources, usageDefaults, prices);
    const readme = readFileSync(path.join(root, "README.md"), "utf8").replaceAll(/\s+/g, " ");
    expect(readme).toContain(
      `\`dev\` costs $${amount(full.totalCents)} a month with ${usageDefaults.eventsPerSecond} events a second into each of its two datasets, and $${amount(estimate(resources, idle, prices).totalCents)} with none. Of both, $${amount(crawlerCents(full.lines))} is the crawlers, which run at minutes 15 and 45 of every hour, as in the article. \`partitions: { type: "crawler", schedule: "${RARE_SCHEDULE}" }\` makes it four runs a day and $${amount(crawlerCents(estimate(rarely, idle, prices).lines))},`,
    );
    expect(datasets).toHaveLength(2);
  });

  it("has the commands with which the README deploys, in the same order", () => {
    const read = (file: string) => readFileSync(path.join(root, file), "utf8");
    const [, short = ""] = /^## Deploy to AWS\n([^]*?)^## /m.exec(read("README.md")) ?? [];
    const inReadme = commandsOf(short).map(({ command }) => command);
    const inPage = commandsOf(read("docs/deploy/your-first-deploy.md"));
    expect(inReadme.length).toBeGreaterThan(5);
    expect(
      inPage
        .map(({ command }) => command)
        .filter((command, at, all) => inReadme.includes(command) && all.indexOf(command) === at),
    ).toEqual(inReadme);
  });

  it.each(["aws-evidence.md", "deploy/your-first-deploy.md"])(
    "says in the first part of %s which versions of the provider were run",
    (page) => {
      const text = readFileSync(path.join(root, "docs", page), "utf8");
      const [first = ""] = text.split(/^(?:## What it costs|<!-- begin evidence -->)$/m);
      const short = ({ minimum }: { readonly minimum: string }) => minimum.replace(/\.0$/, "");
      expect(first.replaceAll(/\s+/g, " ")).toContain(
        `deploys to AWS need version ${short(awsProviderVersions)} or newer of Terraform's AWS provider, but all runs of this project used ${short(emulatorProviderVersions)}`,
      );
    },
  );

  it("removes by hand what the stacks name: the state bucket, the alias of its key, the log group of a crawler", () => {
    const page = readFileSync(path.join(root, "docs/deploy/your-first-deploy.md"), "utf8");
    const byHand = commandsOf(page).filter(({ command }) => command.startsWith("aws "));
    const named = byHand.flatMap(({ command }) =>
      [...command.matchAll(/ --(bucket|key-id|alias-name|log-group-name) ([\w/-]+)/g)].map(
        ([, , name]) => name,
      ),
    );
    const { bucket, keyAlias } = s3StateLocation(configured);
    const groups = Object.entries(synthesizeLake(dev, datasets).resources)
      .filter(([address]) => address.startsWith("aws_cloudwatch_log_group."))
      .map(([, { name }]) => name);
    expect(new Set(named)).toEqual(
      new Set([
        bucket,
        keyAlias,
        groups.find((name) => /^\/aws-glue\/.*sample-events/.test(String(name))),
      ]),
    );
  });

  it.each([
    ["cli/target/caller-account.ts", "Your AWS credentials belong to account"],
    ["cli/terraform/locked-providers.ts", "locks version"],
    ["cli/review/refused-plan.ts", "Instance cannot be destroyed"],
  ])("names a message of %s as it is: %s", (file, message) => {
    const read = (each: string) => readFileSync(path.join(root, each), "utf8");
    expect(read("docs/deploy/your-first-deploy.md")).toContain(message);
    expect(read(file)).toContain(message);
  });

  it.each([
    ["```sh\na b\nc # d\n```", [{ command: "a b" }, { command: "c" }]],
    ["   ```sh\n   a\n\n   # b\n   ```\n```json\n{}\n```", [{ command: "a" }]],
    ["```sh\na # not run by a test: b\n```", [{ command: "a", untested: "b" }]],
    ['```sh\na "b#c"\n```', [{ command: 'a "b#c"' }]],
  ])("is read command by command: %j", (page, commands) => {
    expect(commandsOf(page)).toEqual(commands);
  });
});
