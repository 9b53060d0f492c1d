import type { DatasetNames } from "../naming/names";

/** Alarms of each dataset. An id is part of the alarm's Terraform address and of its name. */
export const alarmIds = [
  "failed_conversions",
  "freshness",
  "backup_freshness",
  "iterator_age",
  "unread_records",
  "throttled_writes",
  "throttled_reads",
  "failed_puts",
  "function_errors",
  "function_throttles",
] as const;

/** A CloudWatch alarm of a dataset. */
export type AlarmId = (typeof alarmIds)[number];

/** What people are notified of: alarms, and failed crawls, which are events without a metric. */
export const notificationIds = [...alarmIds, "failed_crawls"] as const;

/** One of {@link notificationIds}. */
export type NotificationId = (typeof notificationIds)[number];

/** The dataset that a notification is about. */
export interface AlarmSubject {
  readonly environment: string;
  readonly region: string;
  readonly names: DatasetNames;
}

/** What the receiver of a notification needs to know. */
export interface AlarmGuide {
  /** One sentence. */
  readonly meaning: string;
  /** Command to run first, ready to be copied. */
  readonly firstCommand: string;
}

type Guide = (subject: AlarmSubject) => AlarmGuide;

const guides: Readonly<Record<NotificationId, Guide>> = {
  failed_conversions: (subject) => ({
    meaning: `Records do not match the schema of ${subject.names.table}: they are stored under ${subject.names.errorPrefix} in the lake bucket, each with its reason.`,
    firstCommand: lake("status", subject),
  }),
  freshness: (subject) => ({
    meaning: `Records of ${subject.names.table} take too long to reach the lake bucket.`,
    firstCommand: tail(subject.names.deliveryLogGroup, subject),
  }),
  backup_freshness: (subject) => ({
    meaning: `Raw copies of the records of ${subject.names.table} take too long to reach the raw bucket.`,
    firstCommand: tail(subject.names.deliveryLogGroup, subject),
  }),
  iterator_age: (subject) => ({
    meaning: `A consumer of the stream ${subject.names.stream} is far behind: records that it does not read within the stream's retention are lost.`,
    firstCommand: lake("status", subject),
  }),
  unread_records: (subject) => ({
    meaning: `Records arrive in the stream ${subject.names.stream}, but none are read.`,
    firstCommand: tail(subject.names.deliveryLogGroup, subject),
  }),
  throttled_writes: (subject) => ({
    meaning: `The stream ${subject.names.stream} throttles writes: more records arrive than its shards accept.`,
    firstCommand: summary(subject),
  }),
  throttled_reads: (subject) => ({
    meaning: `The stream ${subject.names.stream} throttles reads: its consumers together request more than its shards provide.`,
    firstCommand: summary(subject),
  }),
  failed_puts: (subject) => ({
    meaning: `Kinesis failed to store records that were put into the stream ${subject.names.stream}.`,
    firstCommand: tail(subject.names.publisherLogGroup, subject),
  }),
  function_errors: (subject) => ({
    meaning: `The function ${subject.names.publisherFunction} fails: events of its callers are not published.`,
    firstCommand: tail(subject.names.publisherLogGroup, subject),
  }),
  function_throttles: (subject) => ({
    meaning: `Lambda throttles the function ${subject.names.publisherFunction}: no concurrency is left for it.`,
    firstCommand: `aws lambda get-account-settings --region ${subject.region}`,
  }),
  failed_crawls: (subject) => ({
    meaning: `The crawler ${subject.names.crawler} failed: new hours of ${subject.names.table} can't be queried.`,
    firstCommand: tail(subject.names.crawlerLogGroup, subject),
  }),
};

/** What a notification means and what to run first. */
export function alarmGuide(id: NotificationId, subject: AlarmSubject): AlarmGuide {
  return guides[id](subject);
}

/** Section of the runbook about a notification. */
export function runbookSection(id: NotificationId): string {
  return `docs/operate/runbook.md#${id.replaceAll("_", "-")}`;
}

/** Text of a notification: at most 1024 characters, CloudWatch's limit for the description of an alarm. */
export function alarmDescription(id: NotificationId, subject: AlarmSubject): string {
  const { meaning, firstCommand } = alarmGuide(id, subject);
  return `${meaning} Run first: \`${firstCommand}\`. Then read ${runbookSection(id)}.`;
}

/** Name of a dataset's alarm. Terraform replaces an alarm whose name changes. */
export function alarmName(names: Pick<DatasetNames, "alarmPrefix">, id: AlarmId): string {
  return `${names.alarmPrefix}-${id.replaceAll("_", "-")}`;
}

function lake(command: string, { environment, names }: AlarmSubject): string {
  return `npx lake ${command} --env ${environment} --dataset ${names.dataset}`;
}

function tail(logGroup: string, { region }: AlarmSubject): string {
  return `aws logs tail ${logGroup} --since 1h --region ${region}`;
}

function summary({ names, region }: AlarmSubject): string {
  return `aws kinesis describe-stream-summary --stream-name ${names.stream} --region ${region}`;
}
