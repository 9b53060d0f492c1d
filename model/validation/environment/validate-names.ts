import type { Environment } from "../../environment/environment";
import type { ConfigViolation } from "../config-violation";
import { nameProblem, nameRules, describeRule } from "../../naming/name-rules";
import type { NameRule } from "../../naming/name-rules";
import { datasetNames, lakeNames } from "../../naming/names";
import type { DatasetNames, LakeNames } from "../../naming/names";

const lakeNameRules: Readonly<Record<keyof LakeNames, NameRule>> = {
  bucketKeyAlias: nameRules.keyAlias,
  streamKeyAlias: nameRules.keyAlias,
  logKeyAlias: nameRules.keyAlias,
  alarmKeyAlias: nameRules.keyAlias,
  lakeBucket: nameRules.bucket,
  rawBucket: nameRules.bucket,
  resultsBucket: nameRules.bucket,
  accessLogBucket: nameRules.bucket,
  database: nameRules.database,
  workGroup: nameRules.workGroup,
  crawlerSecurityConfiguration: nameRules.securityConfiguration,
  alarmTopic: nameRules.topic,
  dashboard: nameRules.dashboard,
  gitHubReviewRole: nameRules.role,
  gitHubDeployRole: nameRules.role,
  gitHubBoundary: nameRules.policy,
};

type Prefix = "dataPrefix" | "errorPrefix" | "replayPrefix" | "rawPrefix" | "rawErrorPrefix";

/** Checked with the dataset; and alarms may have 255 characters, while the delivery stream of the same name may have 64. */
type Unchecked = "dataset" | "alarmPrefix";

const datasetNameRules: Readonly<
  Record<Exclude<keyof DatasetNames, Prefix | Unchecked>, NameRule>
> = {
  stream: nameRules.stream,
  publisherFunction: nameRules.lambdaFunction,
  publisherRole: nameRules.role,
  publisherLogGroup: nameRules.logGroup,
  deliveryStream: nameRules.deliveryStream,
  deliveryRole: nameRules.role,
  deliveryLogGroup: nameRules.logGroup,
  table: nameRules.table,
  errorTable: nameRules.table,
  optimizerRole: nameRules.role,
  crawler: nameRules.crawler,
  crawlerRole: nameRules.role,
  crawlerLogGroup: nameRules.logGroup,
  crawlFailureRule: nameRules.eventRule,
};

/** Rejects derived names that a service would not accept. */
export function validateNames(
  environment: Environment,
  datasets: readonly string[],
): ConfigViolation[] {
  const { project, name } = environment;
  const path = `environments.${name}`;
  // Names of existing resources are checked by validateExisting: the services already accepted them.
  const scope = {
    project,
    environment: name,
    accountId: environment.accountId ?? "0".repeat(12),
  };
  return [
    ...checkNames(path, lakeNameRules, lakeNames(scope)),
    ...datasets.flatMap((dataset) =>
      checkNames(`${path}, datasets.${dataset}`, datasetNameRules, datasetNames(scope, dataset)),
    ),
  ];
}

function checkNames<Key extends string>(
  path: string,
  rules: Readonly<Record<Key, NameRule>>,
  names: Readonly<Record<Key, string>>,
): ConfigViolation[] {
  // The rules have exactly the keys of their type.
  return (Object.keys(rules) as Key[]).flatMap((key) => {
    const problem = nameProblem(rules[key], names[key]);
    if (problem === undefined) return [];
    return {
      path: `${path}: the name of the ${rules[key].what}`,
      problem,
      received: names[key],
      expected: describeRule(rules[key]),
      fix: "Shorten or change the project, the environment's name or the dataset's name.",
    };
  });
}
