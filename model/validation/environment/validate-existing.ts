import type { Dataset } from "../../dataset/dataset";
import type { Environment } from "../../environment/environment";
import type {
  ExistingDatasetResources,
  ExistingResources,
} from "../../environment/existing-resources";
import { checkText, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { nameRules, describeRule } from "../../naming/name-rules";
import type { NameRule } from "../../naming/name-rules";

/** Ids and not ARNs or aliases: `terraform import` takes nothing else. */
const keyId = {
  pattern: /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  expected: 'the id of a KMS key, as "1234abcd-12ab-34cd-56ef-1234567890ab"',
};

const lakeForms: Readonly<Record<keyof Omit<ExistingResources, "datasets">, Form>> = {
  lakeBucket: form(nameRules.bucket),
  rawBucket: form(nameRules.bucket),
  bucketKeyId: keyId,
  streamKeyId: keyId,
  database: form(nameRules.existingDatabase),
};

const datasetForms: Readonly<Record<keyof ExistingDatasetResources, Form>> = {
  stream: form(nameRules.stream),
  table: form(nameRules.table),
  deliveryStream: form(nameRules.deliveryStream),
  deliveryRole: form(nameRules.role),
};

/** What is wrong with what an environment says was there before. */
export function validateExisting(
  environmentPath: string,
  { existing, accountId }: Environment,
  datasets: readonly Pick<Dataset, "name">[],
): ConfigViolation[] {
  if (existing === undefined) return [];
  const path = `${environmentPath}.existing`;
  const { datasets: ofDatasets = {}, ...lake } = existing;
  return [
    ...(accountId === undefined ? [missing(path, "accountId", "of the environment")] : []),
    ...checkForms(path, lake, lakeForms),
    ...Object.entries(ofDatasets).flatMap(([name, of]) => {
      const at = `${path}.datasets.${name}`;
      if (datasets.every((dataset) => dataset.name !== name)) return [unknownDataset(at, name)];
      return [...checkForms(at, of, datasetForms), ...checkTogether(at, of, existing)];
    }),
  ];
}

/** What Terraform could keep only by replacing something else that holds data. */
function checkTogether(
  path: string,
  { table, deliveryStream, deliveryRole, stream }: ExistingDatasetResources,
  { database }: ExistingResources,
): ConfigViolation[] {
  const isAlone = stream === undefined || deliveryRole === undefined;
  return [
    ...(table !== undefined && database === undefined
      ? [missing(`${path}.table`, "existing.database", "that holds the table")]
      : []),
    ...(deliveryStream !== undefined && isAlone
      ? [
          missing(
            `${path}.deliveryStream`,
            "stream and deliveryRole",
            "beside it, since with others Firehose would have to make it anew",
          ),
        ]
      : []),
  ];
}

interface Form {
  readonly pattern: RegExp;
  readonly expected: string;
}

function form(rule: NameRule): Form {
  return { pattern: rule.pattern, expected: describeRule(rule) };
}

function checkForms(
  path: string,
  values: object,
  forms: Readonly<Record<string, Form>>,
): ConfigViolation[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]): ConfigViolation[] => {
    const expected = forms[key];
    if (value === undefined) return [];
    if (expected !== undefined) return checkText(`${path}.${key}`, value, expected);
    return [
      {
        path: `${path}.${key}`,
        problem: "is unknown",
        received: value,
        expected: Object.keys(forms).join(", "),
        fix: editEnvironments,
      },
    ];
  });
}

function missing(path: string, what: string, why: string): ConfigViolation {
  return {
    path,
    problem: `needs ${what} ${why}`,
    received: undefined,
    expected: what,
    fix: editEnvironments,
  };
}

function unknownDataset(path: string, name: string): ConfigViolation {
  return {
    path,
    problem: "is no dataset",
    received: name,
    expected: "a name of config/datasets/",
    fix: editEnvironments,
  };
}
