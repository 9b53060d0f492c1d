import { ledgerRetentionDays } from "../../../model/environment/ledger-retention";
import { serviceLimits } from "../../../model/validation/service-limits";

/** Days until S3 has removed expired objects. */
const slack = 7;

describe("the ledger of a replay", () => {
  it.each([
    ["error objects", { errorsExpireAfterDays: 60, rawRetentionDays: 30 }, 60 + 1],
    ["raw copies", { errorsExpireAfterDays: 5, rawRetentionDays: 90 }, 90 + 1],
    [
      "an object of the replay after a week in the stream",
      { errorsExpireAfterDays: 30, rawRetentionDays: 30, streamRetentionHours: 168 },
      30 + 7,
    ],
    [
      "it by whole days, rounded up",
      { errorsExpireAfterDays: 30, rawRetentionDays: 30, streamRetentionHours: 25 },
      30 + 2,
    ],
  ])("outlives %s", (_, periods, days) => {
    expect(ledgerRetentionDays({ streamRetentionHours: 24, ...periods })).toBe(days + slack);
  });

  it("is never kept for more days than S3 accepts", () => {
    const { max } = serviceLimits.objectExpiration;
    const periods = {
      errorsExpireAfterDays: max,
      rawRetentionDays: 30,
      streamRetentionHours: 24,
    };
    expect(ledgerRetentionDays(periods)).toBe(max);
  });
});
