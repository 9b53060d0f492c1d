import { errorCode } from "../../../errors/error-code";
import { isRecord } from "../../../errors/is-record";
import { UserError } from "../../../errors/user-error";
import { readAll } from "../../input/read-all";
import { PLAN_ADDRESS } from "../rules/plan/plan-address";
import type { Finding } from "../rules/review-rule";

/** The results of policies in Rego: each failure and each warning is a finding of this rule. */
export const CONFTEST_RULE = "conftest/policy";
const ADVICE = "Write it with `conftest test --output json plan.json > FILE`.";

/**
 * Reads the results of `conftest test --output json` on the same plan. A result with an `address` in its metadata is about
 * that resource.
 *
 * @throws UserError for a file that can't be read, and for anything but such results
 * @see https://www.conftest.dev/options/#json
 */
export async function readConftestResults(file: string): Promise<Finding[]> {
  const bytes = await readAll(file).catch((error: unknown) => {
    throw new UserError(
      `Can't read the results of conftest ${file}: ${errorCode(error) ?? String(error)}.`,
      ADVICE,
    );
  });
  const content = bytes.toString("utf8");
  let results: unknown;
  try {
    results = JSON.parse(content);
  } catch {
    throw new UserError(`${file} is not JSON: it starts with ${start(content)}.`, ADVICE);
  }
  if (!Array.isArray(results) || results.length === 0) {
    throw new UserError(`${file} has no results of conftest: ${start(content)}.`, ADVICE);
  }
  return results.flatMap((result: unknown) => findingsOf(result, file));
}

function findingsOf(result: unknown, file: string): Finding[] {
  if (!isRecord(result) || typeof result.namespace !== "string") {
    throw new UserError(
      `${file} has a result without a namespace: ${start(JSON.stringify(result))}.`,
      ADVICE,
    );
  }
  const { namespace, failures, warnings } = result;
  // An empty list is absent, or null.
  const listed: unknown[] = [failures ?? [], warnings ?? []].flat();
  return listed.map((each) => {
    if (!isRecord(each) || typeof each.msg !== "string") {
      throw new UserError(
        `${file} has a failure without a message: ${start(JSON.stringify(each))}.`,
        ADVICE,
      );
    }
    const address = isRecord(each.metadata) ? each.metadata.address : undefined;
    return {
      rule: CONFTEST_RULE,
      title: "A policy in Rego is violated",
      address: typeof address === "string" ? address : PLAN_ADDRESS,
      level: "look closely",
      message: `violates the package ${namespace}: ${each.msg}`,
      isNew: true,
    };
  });
}

function start(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
