import { validateSchedule } from "../../../../model/validation/environment/validate-schedule";

describe("a schedule", () => {
  it.each([
    undefined,
    false,
    "cron(15,45 * ? * * *)",
    "cron(0/30 8-17 ? * MON-FRI *)",
    "cron(0 0 1 1,7 ? 2026-2030)",
    "cron(59 23 L DEC ? *)",
    "cron(0 6 ? * 2#1 *)",
    "cron(0 6 15W * ? *)",
    "cron(*/5 0 * * ? 2199)",
    "cron(0 0 ? * 6L *)",
  ])("may be %s", (schedule) => {
    expect(validateSchedule("schedule", schedule)).toEqual([]);
  });

  it.each([
    "",
    "15,45 * ? * * *",
    "rate(30 minutes)",
    "cron(15,45 * * * *)",
    "cron(0 * * * * *)",
    "cron(0 * ? * ? *)",
    "cron(60 * ? * * *)",
    "cron(0 24 ? * * *)",
    "cron(0 0 0 * ? *)",
    "cron(0 0 32 * ? *)",
    "cron(0 0 1 13 ? *)",
    "cron(0 0 ? * 0 *)",
    "cron(0 0 ? * 8 *)",
    "cron(0 0 ? * * 1969)",
    "cron(0/0 * ? * * *)",
    "cron(0/5/5 * ? * * *)",
    "cron(5-10-15 * ? * * *)",
    "cron(, * ? * * *)",
    "cron(0 0 1 FOO ? *)",
    true,
    15,
  ])("may not be %s", (schedule) => {
    expect(validateSchedule("schedule", schedule)).toEqual([
      expect.objectContaining({ path: "schedule", received: schedule }),
    ]);
  });
});
