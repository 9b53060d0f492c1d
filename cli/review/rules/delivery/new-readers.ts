import { accountOfArn, ownAccounts } from "../../plan/own-accounts";
import type { ReviewRule } from "../review-rule";

/** A new mapping by which a function of another account reads a source. */
export const newReaders: ReviewRule = {
  id: "delivery/new-reader",
  title: "A function of another account reads a stream or a queue",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html",
  level: "look closely",
  find: (plan) => {
    const own = ownAccounts(plan);
    return plan.changes
      .filter(({ type, kind }) => type === "aws_lambda_event_source_mapping" && kind === "create")
      .flatMap(({ address, after }) => {
        // A name is of a function of the provider's account.
        const reader = accountOfArn(after?.function_name);
        const source = accountOfArn(after?.event_source_arn);
        const isForeign =
          own.size > 0 ? !own.has(reader ?? "") : source !== undefined && source !== reader;
        return reader !== undefined && isForeign
          ? [{ address, message: "lets a function of another account read" }]
          : [];
      });
  },
};
