// `npm run check:policy`: runs checkov on every synthesized stack, or with `-- --applied ENV` on the plan of a deployed
// environment; `local` is the one in the running embedded AWS. The environment variable CHECKOV is the path of the
// executable if it is not on PATH.
import "../errors/require-node.cjs";
import path from "node:path";
import { parseArgs } from "node:util";
import { createPlan } from "../cli/review/create-plan";
import { Output } from "../cli/terminal/output";
import { datasets } from "../config/datasets";
import { messageOf } from "../errors/message-of";
import { UserError } from "../errors/user-error";
import { answers } from "./answers";
import type { ScanResult } from "./evaluate-scan";
import { scanPlan, scanStacks } from "./scan-stacks";

const accepted = { answers, datasets: datasets.map(({ name }) => name) };

async function scan(): Promise<ScanResult> {
  const { values, positionals } = parseArgs({
    options: { applied: { type: "string" } },
    allowPositionals: true,
  });
  if (values.applied === undefined) {
    const [folder = path.join(__dirname, "..", "cdktf.out", "stacks")] = positionals;
    return scanStacks(path.resolve(folder), accepted);
  }
  // Without the lock, since nothing is changed.
  const { plan, refused } = await createPlan(new Output(), values.applied, false);
  if (refused !== undefined) {
    throw new UserError(
      `Terraform refuses the plan: it would destroy ${refused.addresses.join(", ")}.`,
      `See the report: npx lake review --env ${values.applied}`,
    );
  }
  return scanPlan(values.applied, plan, accepted);
}

scan()
  .then(({ problems, summary }) => {
    for (const problem of problems) console.error(problem);
    console.log(summary);
    process.exitCode = problems.length === 0 ? 0 : 1;
  })
  .catch((error: unknown) => {
    console.error(`error: ${messageOf(error)}`);
    if (error instanceof UserError) console.error(error.advice);
    process.exitCode = 1;
  });
