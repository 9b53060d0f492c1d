import { parseAwsCron } from "../../../../local/glue/crawler/aws-cron";

const MINUTE_MS = 60_000;

const DAY_MS = 24 * 60 * MINUTE_MS;

/** The first times of a schedule after an instant; days, hours and minutes without one are skipped. */
function firstTimes(expression: string, from: string, count: number): string[] {
  const schedule = parseAwsCron(expression);
  const fires = (time: number, span: number) =>
    schedule.firesBetween(new Date(time - 1), new Date(time + span - 1));
  const times: string[] = [];
  for (let time = Date.parse(from); times.length < count;) {
    const idle = [DAY_MS, DAY_MS / 24, MINUTE_MS].find(
      (span) => time % span === 0 && !fires(time, span),
    );
    if (idle === undefined) times.push(new Date(time).toISOString().slice(0, 16));
    time += idle ?? MINUTE_MS;
  }
  return times;
}

describe("AWS's cron", () => {
  it.each([
    ["cron(15,45 * ? * * *)", ["2026-11-01T00:15", "2026-11-01T00:45", "2026-11-01T01:15"]],
    ["cron(0/20 3 * * ? *)", ["2026-11-01T03:00", "2026-11-01T03:20", "2026-11-01T03:40"]],
    ["cron(0 12 ? * 2-6 *)", ["2026-11-02T12:00", "2026-11-03T12:00", "2026-11-04T12:00"]],
    ["cron(0 12 ? * SUN *)", ["2026-11-01T12:00", "2026-11-08T12:00"]],
    ["cron(0 12 ? * 1 *)", ["2026-11-01T12:00", "2026-11-08T12:00"]],
    ["cron(0 12 L * ? *)", ["2026-11-30T12:00"]],
    ["cron(0 12 ? * 6L *)", ["2026-11-27T12:00"]],
    ["cron(0 12 ? * 2#1 *)", ["2026-11-02T12:00"]],
    ["cron(30 0 1 12 ? 2026)", ["2026-12-01T00:30"]],
  ])("fires %s when AWS does", (expression, expected) => {
    expect(firstTimes(expression, "2026-11-01T00:00:00Z", expected.length)).toEqual(expected);
  });

  it("is limited to its years", () => {
    const schedule = parseAwsCron("cron(0 0 1 1 ? 2027-2029/2)");
    const fires = (year: number) =>
      schedule.firesBetween(new Date(Date.UTC(year, 0, 0)), new Date(Date.UTC(year, 0, 1)));
    expect([2026, 2027, 2028, 2029, 2030, 2031].filter(fires)).toEqual([2027, 2029]);
  });

  it("does not fire again at the time of the last check", () => {
    const schedule = parseAwsCron("cron(0 12 * * ? *)");
    const noon = new Date("2026-11-01T12:00:00Z");
    expect(schedule.firesBetween(new Date(+noon - 1), noon)).toBe(true);
    expect(schedule.firesBetween(noon, new Date(+noon + MINUTE_MS))).toBe(false);
  });

  it.each([
    ["15,45 * ? * * *", "expected six fields"],
    ["cron(15,45 * ? * *)", "expected six fields"],
    ["rate(5 minutes)", "expected six fields"],
    ["cron(0 12 * * * *)", "must be ?"],
    ["cron(0 12 ? * ? *)", "must be ?"],
    ["cron(0 12 1W * ? *)", "W (nearest weekday) is not supported"],
    ["cron(61 12 * * ? *)", "Invalid schedule cron(61 12 * * ? *)"],
    ["cron(0 12 * * ? next)", "NEXT is not a year"],
  ])("rejects %s", (expression, reason) => {
    expect(() => parseAwsCron(expression)).toThrow(reason);
  });
});
