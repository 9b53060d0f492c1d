import { formatJavaDate } from "../../../formats/dates/java-date-pattern";

const at = (iso: string) => Date.parse(iso);
const NOON = at("2026-03-07T14:05:09.042Z");

describe("java date patterns", () => {
  it.each([
    ["yyyy/MM/dd/HH/", "2026/03/07/14/"],
    ["y-M-d H:m:s", "2026-3-7 14:5:9"],
    ["yy", "26"],
    ["uuuu", "2026"],
    ["yyyyy", "02026"],
    ["MMM MMMM MMMMM", "Mar March M"],
    ["LL", "03"],
    ["E EEE EEEE EEEEE", "Sat Sat Saturday S"],
    ["e ee c", "7 07 7"],
    ["D DDD", "66 066"],
    ["Q QQ QQQ QQQQ", "1 01 Q1 1st quarter"],
    ["hh a K k", "02 PM 2 14"],
    ["SSS S SSSSSSSSS", "042 0 042000000"],
    ["A", "50709042"],
    ["n N", "42000000 50709042000000"],
    ["w W", "10 1"],
    ["G GGGG", "AD Anno Domini"],
    ["'year='yyyy'/month='MM", "year=2026/month=03"],
    ["''yyyy''", "'2026'"],
    ["'it''s 'HH", "it's 14"],
    ["yyyy[-MM]", "2026-03"],
    ["X xxx Z O ZZZZ VV", "Z +00:00 +0000 GMT GMT UTC"],
  ])("formats %s as %s", (pattern, expected) => {
    expect(formatJavaDate(pattern, NOON)).toBe(expected);
  });

  it.each([
    ["2026-12-26T12:00:00Z", "2026 52"],
    ["2026-12-27T12:00:00Z", "2027 1"],
    ["2026-12-31T12:00:00Z", "2027 1"],
    ["2027-01-01T12:00:00Z", "2027 1"],
    ["2027-01-03T12:00:00Z", "2027 2"],
    ["2022-01-01T12:00:00Z", "2022 1"],
  ])(
    "puts %s into the week-based year and week %s, as Java does in the US locale",
    (day, expected) => {
      expect(formatJavaDate("YYYY w", at(day))).toBe(expected);
    },
  );

  it.each([
    ["Asia/Tokyo", "2026-03-07 23 +09:00 GMT+9"],
    ["America/New_York", "2026-03-07 09 -05:00 GMT-5"],
    ["Asia/Kolkata", "2026-03-07 19 +05:30 GMT+5:30"],
  ])("uses the wall clock of %s", (timeZone, expected) => {
    expect(formatJavaDate("yyyy-MM-dd HH xxx O", NOON, timeZone)).toBe(expected);
  });

  it("follows daylight saving time", () => {
    const summer = at("2026-07-01T00:30:00Z");
    expect(formatJavaDate("dd HH XXX zzz", summer, "America/New_York")).toBe("30 20 -04:00 EDT");
  });

  it("starts a day at hour 0, not 24", () => {
    expect(formatJavaDate("dd HH", at("2026-03-06T15:00:00Z"), "Asia/Tokyo")).toBe("07 00");
  });

  it.each([
    ["year=yyyy", /unknown letter "r"; put text in single quotes/],
    ["yyyy-bb", /unknown letter "b"/],
    ["ddd", /"d" is repeated 3 times, allowed are 1 to 2/],
    ["OO", /allowed are 1, 4/],
    ["yyyy'oops", /unterminated quote/],
    ["yyyy{MM}", /"\{" is reserved/],
  ])("rejects %s", (pattern, message) => {
    expect(() => formatJavaDate(pattern, NOON)).toThrow(message);
  });

  it("rejects a time zone that does not exist", () => {
    expect(() => formatJavaDate("yyyy", NOON, "Mars/Olympus")).toThrow(
      /time zone "Mars\/Olympus" does not exist/,
    );
  });
});
