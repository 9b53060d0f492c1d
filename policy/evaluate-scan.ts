import { record, STACK_FILE } from "./stacks";
import type { SynthesizedStack } from "./stacks";

/** The result of a scan. */
export interface ScanResult {
  /** One line for each problem; the scan passes when there is none. */
  readonly problems: readonly string[];
  /** The scope of the scan in one line. */
  readonly summary: string;
}

/** Types that checkov has checks for. An element of these types without any check result was not scanned. */
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
  /** `<type>.<name>`, or `resource.<name>` and `data.<name>` for checks of attributes only. */
  readonly resource: string;
}

/**
 * Evaluates a report of checkov: its findings, and whether it is complete. checkov itself exits with 0 when it could not
 * read a file, so the scan passes only if every stack was read and every element of the {@link JUDGED_TYPES} was judged.
 *
 * @param report checkov's output of `--output json`, including passed checks
 */
export function evaluateScan(stacks: readonly SynthesizedStack[], report: unknown): ScanResult {
  // With a single framework checkov prints an object; without any file it prints less than a report.
  const results = record(record(report).results);
  const passed = checksIn(results.passed_checks);
  const failed = checksIn(results.failed_checks);
  const unreadable = Array.isArray(results.parsing_errors) ? results.parsing_errors : [];
  const problems = [
    ...(stacks.length === 0 ? ["There is no synthesized stack to scan."] : []),
    ...unreadable.map((file) => `checkov could not read ${String(file)}.`),
    ...stacks.flatMap((stack) => unjudgedElements(stack, [...passed, ...failed])),
    ...failed.map(({ id, name, stack, resource }) => `${stack}: ${resource}: ${id} ${name}`),
  ];
  const elements = stacks.reduce((sum, stack) => sum + stack.elements.length, 0);
  return {
    problems,
    summary: `Stacks: ${stacks.length}, resources and data sources: ${elements}, checks passed: ${passed.length}, checks failed: ${failed.length}`,
  };
}

function unjudgedElements(stack: SynthesizedStack, checks: readonly Check[]): readonly string[] {
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
