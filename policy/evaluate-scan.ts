import { answeredAddresses } from "./answers";
import type { Answer } from "./answers";
import { record } from "./record";
import type { ScannedStack, StackElement } from "./stacks";

/** The result of a scan. */
export interface ScanResult {
  /** One line for each problem; the scan passes when there is none. */
  readonly problems: readonly string[];
  /** The scope of the scan in one line. */
  readonly summary: string;
}

/** The findings that are accepted. */
export interface AcceptedFindings {
  readonly answers: readonly Answer[];
  /** Names of the datasets. */
  readonly datasets: readonly string[];
}

/** Types that checkov has checks for. An element of these types without any check result was not scanned. */
export const SCANNED_TYPES: readonly string[] = [
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
  /** `<type>.<name>`, even where checkov says only `resource.<name>`; its own text if the stack has no such element. */
  readonly address: string;
}

/**
 * Evaluates a report of checkov: its findings, and whether it is complete. checkov itself exits with 0 when it could not
 * read a file, so the scan passes only if every stack was read and every element of the scanned types was scanned. Every
 * finding needs an answer that names its resource.
 *
 * @param report checkov's output of `--output json`, including passed checks
 * @param scannedTypes {@link SCANNED_TYPES}, or more
 */
export function evaluateScan(
  stacks: readonly ScannedStack[],
  report: unknown,
  scannedTypes: readonly string[],
  accepted: AcceptedFindings,
): ScanResult {
  const { passed, failed, skipped, unreadable } = readReport(stacks, report);
  const unanswered = failed.filter(
    (finding) => !accepted.answers.some((answer) => answers(answer, finding, accepted.datasets)),
  );
  const problems = [
    ...unreadable.map((file) => `checkov could not read ${String(file)}.`),
    ...stacks.flatMap((stack) => unscannedElements(stack, scannedTypes, [...passed, ...failed])),
    ...skipped.map(
      ({ id, stack, address }) =>
        `${stack}: ${address}: ${id} was skipped, but not by an answer of policy/answers.ts.`,
    ),
    ...unanswered.map(({ id, name, stack, address }) => `${stack}: ${address}: ${id} ${name}`),
  ];
  const elements = stacks.reduce((sum, stack) => sum + stack.elements.length, 0);
  const counts = [
    `Stacks: ${stacks.length}`,
    `resources and data sources: ${elements}`,
    `checks passed: ${passed.length}`,
    `answered: ${failed.length - unanswered.length}`,
    `failed: ${unanswered.length}`,
  ];
  return { problems, summary: counts.join(", ") };
}

/**
 * Answers that nothing needs any more: one line for each of their resources and stacks without such a finding. Only a
 * scan of all stacks can tell.
 *
 * @param report as for {@link evaluateScan}
 */
export function staleAnswers(
  stacks: readonly ScannedStack[],
  report: unknown,
  { answers: all, datasets }: AcceptedFindings,
): readonly string[] {
  const { failed } = readReport(stacks, report);
  const existing = new Set(stacks.flatMap(({ elements }) => elements.map(addressOf)));
  return all.flatMap((answer) => {
    const needed = (part: Partial<Answer>) =>
      failed.some((finding) => answers({ ...answer, ...part }, finding, datasets));
    const addresses = (resource: string) => answeredAddresses([resource], datasets);
    const exists = (resource: string) =>
      addresses(resource).some((address) => existing.has(address));
    return [
      ...answer.resources
        .filter((resource) => answer.isOptional !== true || exists(resource))
        .filter((resource) => !needed({ resources: [resource] })),
      ...(answer.stacks ?? []).filter((stack) => !needed({ stacks: [stack] })),
    ].map(
      (name) =>
        `${answer.check} is answered for ${name}, which has no such finding. Remove it from policy/answers.ts.`,
    );
  });
}

function answers(
  { check, resources, stacks }: Answer,
  { id, stack, address }: Check,
  datasets: readonly string[],
): boolean {
  return (
    check === id &&
    (stacks?.includes(stack) ?? true) &&
    answeredAddresses(resources, datasets).includes(address)
  );
}

interface Report {
  readonly passed: readonly Check[];
  readonly failed: readonly Check[];
  readonly skipped: readonly Check[];
  readonly unreadable: readonly unknown[];
}

function readReport(stacks: readonly ScannedStack[], report: unknown): Report {
  // With a single framework checkov prints an object; without any file it prints less than a report.
  const results = record(record(report).results);
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const checks = (value: unknown) => list(value).map((entry) => readCheck(stacks, entry));
  return {
    passed: checks(results.passed_checks),
    failed: checks(results.failed_checks),
    skipped: checks(results.skipped_checks),
    unreadable: list(results.parsing_errors),
  };
}

function readCheck(stacks: readonly ScannedStack[], entry: unknown): Check {
  const { check_id, check_name, file_path, resource } = record(entry);
  const file = String(file_path);
  // Each file is in the folder of its stack.
  const stack = file.split("/").at(-2) || file;
  const called = String(resource);
  const elements = stacks.find(({ name }) => name === stack)?.elements ?? [];
  const found = elements.filter(({ kind, type, name }) =>
    [`${kind}.${name}`, `${type}.${name}`].includes(called),
  );
  return {
    id: String(check_id),
    name: String(check_name),
    stack,
    address: found.map(addressOf).join(" or ") || called,
  };
}

function unscannedElements(
  stack: ScannedStack,
  scannedTypes: readonly string[],
  checks: readonly Check[],
): readonly string[] {
  const scanned = new Set(
    checks.filter((check) => check.stack === stack.name).map(({ address }) => address),
  );
  if (scanned.size === 0) return [`${stack.name}: checkov scanned nothing.`];
  return stack.elements
    .filter(({ type }) => scannedTypes.includes(type))
    .map(addressOf)
    .filter((address) => !scanned.has(address))
    .map((address) => `${stack.name}: ${address} was not scanned by any check.`);
}

function addressOf({ type, name }: StackElement): string {
  return `${type}.${name}`;
}
