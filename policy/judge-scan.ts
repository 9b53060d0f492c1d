import { record, STACK_FILE } from "./stacks";
import type { SynthesizedStack } from "./stacks";

/** What came of a scan. */
export interface ScanResult {
  /** One line for each problem; the scan is good when there is none. */
  readonly problems: readonly string[];
  /** What was looked at, in one line. */
  readonly summary: string;
}

/** Types that checkov has checks for; a scan that judges none of them, where a stack has them, saw nothing. */
const JUDGED_TYPES: readonly string[] = [
  "aws_athena_workgroup",
  "aws_cloudwatch_log_group",
  "aws_glue_crawler",
  "aws_iam_policy_document",
  "aws_iam_role",
  "aws_kinesis_stream",
  "aws_kms_key",
  "aws_lambda_function",
  "aws_s3_bucket",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_public_access_block",
  "aws_sns_topic",
];

interface Check {
  readonly id: string;
  readonly name: string;
  readonly stack: string;
  /** `<type>.<name>`, or `resource.<name>` and `data.<name>` of checks that look at attributes alone. */
  readonly resource: string;
}

/**
 * Judges a report of checkov: its findings, and whether it looked at all. checkov itself exits with 0 when it could not
 * read a file, so a report counts only when every stack was read and every element of a type that it judges was judged.
 *
 * @param report checkov's answer to `--output json`, with passed checks in it
 */
export function judgeScan(stacks: readonly SynthesizedStack[], report: unknown): ScanResult {
  // With one framework checkov answers with an object, and with less than a report when it found no file at all.
  const results = record(record(report).results);
  const passed = checksIn(results.passed_checks);
  const failed = checksIn(results.failed_checks);
  const unread = Array.isArray(results.parsing_errors) ? results.parsing_errors : [];
  const problems = [
    ...(stacks.length === 0 ? ["There is no synthesized stack to scan."] : []),
    ...unread.map((file) => `checkov could not read ${String(file)}.`),
    ...stacks.flatMap((stack) => notJudged(stack, [...passed, ...failed])),
    ...failed.map(({ id, name, stack, resource }) => `${stack}: ${resource}: ${id} ${name}`),
  ];
  const elements = stacks.reduce((sum, stack) => sum + stack.elements.length, 0);
  return {
    problems,
    summary: `${stacks.length} stacks with ${elements} resources and data sources: ${passed.length} checks passed, ${failed.length} failed`,
  };
}

function notJudged(stack: SynthesizedStack, checks: readonly Check[]): readonly string[] {
  const judged = new Set(
    checks.filter((check) => check.stack === stack.name).map(({ resource }) => resource),
  );
  if (judged.size === 0) return [`${stack.name}: checkov judged nothing.`];
  return stack.elements
    .filter(({ type }) => JUDGED_TYPES.includes(type))
    .filter(
      ({ kind, type, name }) => !judged.has(`${kind}.${name}`) && !judged.has(`${type}.${name}`),
    )
    .map(({ type, name }) => `${stack.name}: ${type}.${name} was not judged by any check.`);
}

function checksIn(list: unknown): readonly Check[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry) => {
    const { check_id, check_name, file_path, resource } = record(entry);
    const suffix = `/${STACK_FILE}`;
    const file = String(file_path);
    return {
      id: String(check_id),
      name: String(check_name),
      stack: file.endsWith(suffix) ? (file.slice(0, -suffix.length).split("/").at(-1) ?? "") : file,
      resource: String(resource),
    };
  });
}
