import { isRecord } from "../../../../errors/is-record";
import { sameValue } from "../../changes/same-value";
import { isUnknownAt, valueAt } from "../../plan/values-at";
import type { ReviewRule } from "../review-rule";

/** Names of variables that say where data goes, or as whom. */
const TARGET_NAME =
  /(ARN|BUCKET|QUEUE|TOPIC|STREAM|TABLE|DATABASE|DB|ENDPOINT|URL|URI|HOST|PORT|ADDRESS|BROKERS?|PREFIX|REGION|ACCOUNT|ROLE|USER|WEBHOOK|PROXY|LAYER|WRAPPER|OPTIONS)S?(_|$)/i;
/** Values that are an address. */
const TARGET_VALUE = /^arn:|:\/\/|amazonaws\.com|^\d+\.\d+\.\d+\.\d+/;

const VARIABLES = "environment.variables";

/** Variables of functions that name a stream, a bucket, a host or a credential. Their code is not reviewed here. */
export const functionEnvironment: ReviewRule = {
  id: "delivery/function-environment",
  title: "A variable of a function changes that says where it sends data, or as whom",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  level: "look closely",
  find: ({ changes }) =>
    changes
      .filter(({ type, kind }) => type === "aws_lambda_function" && kind === "update")
      .flatMap(({ address, before, after, unknown }) => {
        if (isUnknownAt(unknown, VARIABLES) && !isRecord(valueAt(after, VARIABLES))) {
          return [{ address, message: "has variables that are known only after apply" }];
        }
        const [was, is, later] = [
          valueAt(before, VARIABLES),
          valueAt(after, VARIABLES),
          valueAt(unknown, VARIABLES),
        ].map((each) => (isRecord(each) ? each : {}));
        return [...new Set([was, is, later].flatMap((each) => Object.keys(each ?? {})))]
          .filter(
            (name) =>
              later?.[name] === true ||
              (!sameValue(was?.[name], is?.[name]) &&
                (TARGET_NAME.test(name) ||
                  [was?.[name], is?.[name]].some((value) => TARGET_VALUE.test(String(value))))),
          )
          .map((name) => ({ address, message: `changes the variable ${name}` }));
      }),
};
