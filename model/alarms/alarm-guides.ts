import type { DatasetNames } from "../naming/names";

/** What each dataset is watched for. Each is part of an address, and of a name. */
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

/** What people are told of: alarms, and crawls that failed, which are events without a metric. */
export const notificationIds = [...alarmIds, "failed_crawls"] as const;

/** Something that people are told of. */
export type NotificationId = (typeof notificationIds)[number];

/** Whose trouble it is. */
export interface AlarmSubject {
  readonly environment: string;
  readonly region: string;
  readonly names: DatasetNames;
}

/** What somebody needs who has just been told. */
export interface AlarmGuide {
  /** One sentence. */
  readonly meaning: string;
  /** What to run first, to be copied as it is. */
  readonly firstCommand: string;
}

type Guide = (subject: AlarmSubject) => AlarmGuide;

const guides: Readonly<Record<NotificationId, Guide>> = {
  failed_conversions: (subject) => ({
    meaning: `Records do not match the schema of ${subject.names.table}: they lie under ${subject.names.errorPrefix} in the lake bucket, each with its reason.`,
    firstCommand: lake("status", subject),
  }),
  freshness: (subject) => ({
    meaning: `Records of ${subject.names.table} wait too long before they are in the lake bucket.`,
    firstCommand: tail(subject.names.deliveryLogGroup, subject),
  }),
  backup_freshness: (subject) => ({
    meaning: `Records of ${subject.names.table} wait too long before their raw copy is in the raw bucket.`,
    firstCommand: tail(subject.names.deliveryLogGroup, subject),
  }),
  iterator_age: (subject) => ({
    meaning: `A reader of the stream ${subject.names.stream} is far behind: what it has not read when the stream's retention ends is lost.`,
    firstCommand: lake("status", subject),
  }),
  unread_records: (subject) => ({
    meaning: `Records come into the stream ${subject.names.stream}, and none are read.`,
    firstCommand: tail(subject.names.deliveryLogGroup, subject),
  }),
  throttled_writes: (subject) => ({
    meaning: `The stream ${subject.names.stream} refuses records, since more come in than its shards take.`,
    firstCommand: summary(subject),
  }),
  throttled_reads: (subject) => ({
    meaning: `The stream ${subject.names.stream} refuses reads, since its readers together ask for more than its shards give.`,
    firstCommand: summary(subject),
  }),
  failed_puts: (subject) => ({
    meaning: `Kinesis failed to store records that were put into the stream ${subject.names.stream}.`,
    firstCommand: tail(subject.names.publisherLogGroup, subject),
  }),
  function_errors: (subject) => ({
    meaning: `The function ${subject.names.publisherFunction} fails: its callers have events that are not published.`,
    firstCommand: tail(subject.names.publisherLogGroup, subject),
  }),
  function_throttles: (subject) => ({
    meaning: `Lambda refuses to run the function ${subject.names.publisherFunction} once more at the same time.`,
    firstCommand: `aws lambda get-account-settings --region ${subject.region}`,
  }),
  failed_crawls: (subject) => ({
    meaning: `The crawler ${subject.names.crawler} failed: new hours of ${subject.names.table} can't be queried.`,
    firstCommand: tail(subject.names.crawlerLogGroup, subject),
  }),
};

/** What a notice means and what to run first. */
export function alarmGuide(id: NotificationId, subject: AlarmSubject): AlarmGuide {
  return guides[id](subject);
}

/** Section of the runbook about a notice. */
export function runbookSection(id: NotificationId): string {
  return `docs/operate/runbook.md#${id.replaceAll("_", "-")}`;
}

/** Everything a notice says, at most 1024 characters as CloudWatch allows for an alarm's description. */
export function alarmDescription(id: NotificationId, subject: AlarmSubject): string {
  const { meaning, firstCommand } = alarmGuide(id, subject);
  return `${meaning} Run first: \`${firstCommand}\`. Then read ${runbookSection(id)}.`;
}

/** Name of a dataset's alarm. */
export function alarmName(names: Pick<DatasetNames, "deliveryStream">, id: AlarmId): string {
  return `${names.deliveryStream}-${id.replaceAll("_", "-")}`;
}

function lake(command: string, { environment, names }: AlarmSubject): string {
  return `npx lake ${command} --env ${environment} --dataset ${names.table}`;
}

function tail(logGroup: string, { region }: AlarmSubject): string {
  return `aws logs tail ${logGroup} --since 1h --region ${region}`;
}

function summary({ names, region }: AlarmSubject): string {
  return `aws kinesis describe-stream-summary --stream-name ${names.stream} --region ${region}`;
}
