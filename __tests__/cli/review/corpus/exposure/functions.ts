import type { CorpusCase } from "../support/corpus-case";
import { create, keep, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT } from "../support/policy-text";

const url = { function_name: "publisher", invoke_mode: "BUFFERED", cors: [] };
const permission = {
  statement_id: "invoke",
  action: "lambda:InvokeFunction",
  function_name: "publisher",
};
const publisher = {
  function_name: "publisher",
  arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:publisher`,
  description: "Publishes sample events",
  role: `arn:aws:iam::${ACCOUNT}:role/publisher`,
  handler: "index.handler",
  runtime: "nodejs22.x",
  memory_size: 256,
  timeout: 30,
  layers: [],
  source_code_hash: "FrozenHash0=",
  filename: "publisher.zip",
  reserved_concurrent_executions: -1,
  environment: [{ variables: { STREAM: "events" } }],
};
const changed = (change: Readonly<Record<string, unknown>>) =>
  plan(update("aws_lambda_function.publisher", publisher, change));

/** Functions: who can call them, and what they run. */
export const functions: readonly CorpusCase[] = [
  {
    name: "gives a function a URL without authorization",
    verdict: "look closely",
    source: "checkov CKV_AWS_258: function URLs require authorization",
    why: "Everybody on the internet can call it.",
    plan: plan(
      keep("aws_lambda_function.publisher", publisher),
      create("aws_lambda_function_url.publisher", { ...url, authorization_type: "NONE" }),
    ),
  },
  {
    name: "drops the authorization of a function's URL",
    verdict: "look closely",
    source: "checkov CKV_AWS_258: function URLs require authorization",
    why: "Everybody on the internet can call it.",
    plan: plan(
      update(
        "aws_lambda_function_url.publisher",
        { ...url, authorization_type: "AWS_IAM" },
        { authorization_type: "NONE" },
      ),
    ),
  },
  {
    name: "requires authorization for a function's URL",
    verdict: "safe",
    source: "checkov CKV_AWS_258: function URLs require authorization",
    why: "It is the change above the other way round.",
    plan: plan(
      update(
        "aws_lambda_function_url.publisher",
        { ...url, authorization_type: "NONE" },
        { authorization_type: "AWS_IAM" },
      ),
    ),
  },
  {
    name: "lets everybody invoke a function",
    verdict: "look closely",
    source: "checkov CKV_AWS_301: no function is public",
    why: "Any account of AWS runs it at our cost and with its role.",
    plan: plan(create("aws_lambda_permission.all", { ...permission, principal: "*" })),
  },
  {
    name: "lets a service invoke a function on behalf of anybody",
    verdict: "look closely",
    source:
      "checkov CKV_AWS_364: permissions for services are limited by SourceArn or SourceAccount",
    why: "Any bucket of any account can trigger it.",
    plan: plan(
      create("aws_lambda_permission.bucket", { ...permission, principal: "s3.amazonaws.com" }),
    ),
  },
  {
    name: "lets one bucket of the account invoke a function",
    verdict: "safe",
    source:
      "checkov CKV_AWS_364: permissions for services are limited by SourceArn or SourceAccount",
    why: "It is the permission above with the source that the check asks for.",
    plan: plan(
      create("aws_lambda_permission.bucket", {
        ...permission,
        principal: "s3.amazonaws.com",
        source_arn: "arn:aws:s3:::lake-events",
        source_account: ACCOUNT,
      }),
    ),
  },
  {
    name: "lets another account invoke a function",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html; IAM Access Analyzer reports it",
    why: "Another account decides who runs it.",
    plan: plan(create("aws_lambda_permission.other", { ...permission, principal: OTHER_ACCOUNT })),
  },
  {
    name: "runs a function with another role",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html: the role is what the function may",
    why: "The code gets other permissions, here those of an administrator.",
    plan: changed({ role: `arn:aws:iam::${ACCOUNT}:role/administrator` }),
  },
  {
    name: "adds a layer of another account to a function",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html: layers of other accounts run as part of the function",
    why: "Somebody else's code runs with the function's role.",
    plan: changed({ layers: [`arn:aws:lambda:eu-west-1:${OTHER_ACCOUNT}:layer:agent:1`] }),
  },
  {
    name: "gives a function more memory",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
    why: "It runs faster, and nobody else can reach it.",
    plan: changed({ memory_size: 512 }),
  },
  {
    name: "gives a function more time",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html",
    why: "Slow calls succeed that were ended before.",
    plan: changed({ timeout: 60 }),
  },
  {
    name: "changes a function's description and tags",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html",
    why: "Neither has an effect.",
    plan: changed({ description: "Publishes events", tags: { team: "data" } }),
  },
  {
    name: "deploys new code of a function",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-zip.html: a release; the code is reviewed as code",
    why: "Permissions and callers of the function stay.",
    plan: changed({ source_code_hash: "OtherHash11=" }),
  },
  {
    name: "stops a function by reserving no concurrency for it",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html: reserved concurrency 0 stops all processing",
    why: "Nothing is published any more.",
    plan: changed({ reserved_concurrent_executions: 0 }),
  },
];
