import { ledgerRetentionDays } from "../../../model/dataset/ledger-retention";
import { serviceLimits } from "../../../model/validation/service-limits";

/** Days that S3 may take to remove what expired. */
const slack = 7;

describe("the ledger of replays", () => {
  it.each([
    ["error objects", { errorsExpireAfterDays: 60, rawRetentionDays: 30 }, 60 + 1],
    ["raw copies", { errorsExpireAfterDays: 5, rawRetentionDays: 90 }, 90 + 1],
    [
      "what a replay wrote when the stream had kept it for a week",
      { errorsExpireAfterDays: 30, rawRetentionDays: 30, streamRetentionHours: 168 },
      30 + 7,
    ],
    [
      "it by whole days",
      { errorsExpireAfterDays: 30, rawRetentionDays: 30, streamRetentionHours: 25 },
      30 + 2,
    ],
  ])("outlives %s", (_, accounted, days) => {
    expect(ledgerRetentionDays({ streamRetentionHours: 24, ...accounted })).toBe(days + slack);
  });

  it("is never kept for more days than S3 takes", () => {
    const { max } = serviceLimits.objectExpiration;
    const accounted = {
      errorsExpireAfterDays: max,
      rawRetentionDays: 30,
      streamRetentionHours: 24,
    };
    expect(ledgerRetentionDays(accounted)).toBe(max);
  });
});
