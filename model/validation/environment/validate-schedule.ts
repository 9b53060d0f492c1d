import { editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface CronField {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** Values that only this field accepts. */
  readonly special?: RegExp;
}

// https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html
const fields: readonly CronField[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31, special: /^(\?|L|LW|\d{1,2}W)$/ },
  { min: 1, max: 12, names: months },
  { min: 1, max: 7, names: weekdays, special: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
  { min: 1970, max: 2199 },
];

/** Rejects what AWS would not accept as a cron expression. */
export function validateSchedule(path: string, schedule: unknown): ConfigViolation[] {
  if (schedule === undefined || schedule === false) return [];
  if (typeof schedule === "string" && isCron(schedule)) return [];
  return [
    {
      path,
      problem: "is not an AWS cron expression",
      received: schedule,
      expected:
        'six fields such as "cron(15,45 * ? * * *)" (minutes, hours, day of month, month, day of week, year) with "?" for one of the two days, or false for none',
      fix: editEnvironments,
    },
  ];
}

function isCron(schedule: string): boolean {
  const values = /^cron\((.+)\)$/.exec(schedule)?.[1]?.trim().split(/\s+/) ?? [];
  const [, , dayOfMonth, , dayOfWeek] = values;
  return (
    values.length === fields.length &&
    (dayOfMonth === "?") !== (dayOfWeek === "?") &&
    fields.every((field, index) =>
      (values[index] ?? "").split(",").every((part) => isCronPart(part, field)),
    )
  );
}

function isCronPart(part: string, field: CronField): boolean {
  if (field.special?.test(part)) return true;
  const [span = "", step, ...rest] = part.split("/");
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (span === "*") return true;
  const bounds = span.split("-").map((bound) => cronNumber(bound, field));
  return bounds.length <= 2 && bounds.every((bound) => bound >= field.min && bound <= field.max);
}

function cronNumber(text: string, { names = [], min }: CronField): number {
  const name = names.indexOf(text.toUpperCase());
  if (name >= 0) return name + min;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
