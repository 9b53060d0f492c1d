import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { IncompleteApplyError, applySavedPlan } from "../../../cli/deploy/apply-saved-plan";
import { keepIncompleteResources } from "../../../cli/emulator/stack/keep-incomplete-resources";
import {
  blockingResources,
  incompleteResources,
  protectedAddresses,
} from "../../../cli/terraform/incomplete-resources";
import { keepIncomplete, untaintCommands } from "../../../cli/terraform/keep-incomplete";
import { TerraformError } from "../../../cli/terraform/run-terraform";
import type { TerraformProps } from "../../../cli/terraform/run-terraform";

const STREAM = "aws_kinesis_stream.events";
const DELIVERY = "aws_kinesis_firehose_delivery_stream.delivery";
const ALARM = "aws_cloudwatch_metric_alarm.lag";

function resource(address: string, tainted = false) {
  const [type = "", name = ""] = address.split(".");
  return { address, type, name, mode: "managed" as const, ...(tainted ? { tainted } : {}) };
}

const state = {
  resources: [resource(STREAM, true), resource(DELIVERY), resource(ALARM, true)],
};

/** A stack whose Terraform shows a state, refuses to apply, and writes down what is untainted. */
function stackWith(shown: string): TerraformProps & { readonly untainted: () => string } {
  const stackFolder = mkdtempSync(path.join(tmpdir(), "incomplete-"));
  const log = path.join(stackFolder, "untainted");
  const command = path.join(stackFolder, "terraform");
  writeFileSync(path.join(stackFolder, "shown"), shown);
  writeFileSync(
    command,
    `#!/bin/sh
case "$*" in
  "show -json -no-color") cat shown ;;
  "show -json -no-color approved.plan") echo '{"format_version":"1.2","resource_changes":[]}' ;;
  untaint*) echo "$3" >> untainted ;;
  *apply*)
    echo '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"starting encryption: KMSAccessDeniedException"}}'
    exit 1 ;;
esac
`,
    { mode: 0o755 },
  );
  const lifecycle = { prevent_destroy: true };
  const stack = {
    resource: {
      aws_kinesis_stream: { events: { lifecycle } },
      aws_kinesis_firehose_delivery_stream: { delivery: { lifecycle } },
      aws_cloudwatch_metric_alarm: { lag: {} },
    },
  };
  writeFileSync(path.join(stackFolder, "cdk.tf.json"), JSON.stringify(stack));
  const untainted = () => (existsSync(log) ? readFileSync(log, "utf8") : "");
  return { command, stackFolder, environment: process.env, untainted };
}

const withState = () => stackWith(JSON.stringify({ values: { root_module: state } }));
const failed = new TerraformError("terraform apply failed:", "The stack is in x.", ["denied"]);

describe("a resource whose creation failed halfway", () => {
  it("is found in a state by Terraform's mark", () => {
    expect(incompleteResources(state).map(({ address }) => address)).toEqual([STREAM, ALARM]);
    expect(incompleteResources(undefined)).toEqual([]);
  });

  it("stops every plan if it is protected", async () => {
    const stack = withState();
    expect([...(await protectedAddresses(stack.stackFolder))]).toEqual([STREAM, DELIVERY]);
    expect(await blockingResources(stack)).toEqual([STREAM]);
    expect(await blockingResources(stackWith("no JSON"))).toEqual([]);
  });

  it("is kept by commands that a shell reads as they are meant", () => {
    expect(untaintCommands([STREAM, 'aws_s3_bucket.b["a b"]'], "prod")).toEqual([
      "npx cdktf synth",
      "terraform -chdir=cdktf.out/stacks/prod init",
      `terraform -chdir=cdktf.out/stacks/prod untaint ${STREAM}`,
      `terraform -chdir=cdktf.out/stacks/prod untaint 'aws_s3_bucket.b["a b"]'`,
    ]);
  });

  it("are untainted by the program that plans the environment", () => {
    process.env.TERRAFORM_BINARY_NAME = "tofu";
    const commands = untaintCommands(["a.a"], "prod");
    delete process.env.TERRAFORM_BINARY_NAME;
    expect(commands.at(-1)).toBe("tofu -chdir=cdktf.out/stacks/prod untaint a.a");
  });

  it("is listed up to a limit", () => {
    const report = keepIncomplete(["a.a", "b.b", "c.c"], undefined, 1).join("\n");
    expect(report).toContain("created `a.a` and 2 more, failed");
    expect(report.match(/terraform untaint/g)).toHaveLength(1);
    expect(keepIncomplete([])).toEqual([]);
  });

  it("is named by the deployment that left it", async () => {
    const error = await applySavedPlan(
      withState(),
      Buffer.from(""),
      () => undefined,
      () => undefined,
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IncompleteApplyError);
    expect(error).toMatchObject({ incomplete: [STREAM] });
    expect(String(error)).toContain("KMSAccessDeniedException");
    expect(String(error)).toContain(`${STREAM} was created incompletely`);
  });

  it("is not looked for in vain: the error of an apply that left nothing is Terraform's", async () => {
    const applied = applySavedPlan(
      stackWith("{}"),
      Buffer.from(""),
      () => undefined,
      () => undefined,
    );
    await expect(applied).rejects.toBeInstanceOf(TerraformError);
  });
});

describe("`lake up` that fails on a running embedded AWS", () => {
  it("keeps what holds data, for its next run to complete", async () => {
    const stack = withState();
    const error = await keepIncompleteResources(stack, failed);
    expect(stack.untainted()).toBe(`${STREAM}\n`);
    expect(error).toMatchObject({ advice: "Run npx lake up again: it makes what is missing." });
    expect(String(error)).toContain(`${STREAM} was created incompletely; what it holds is kept.`);
  });

  it.each([
    ["nothing is incomplete", "{}"],
    ["the state can't be read", "no JSON"],
  ])("reports only Terraform's error where %s", async (_, shown) => {
    const stack = stackWith(shown);
    expect(await keepIncompleteResources(stack, failed)).toBe(failed);
    expect(stack.untainted()).toBe("");
  });
});
