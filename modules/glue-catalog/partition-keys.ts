/**
 * Partition keys of every table, coarse to fine, with the width of the number in a folder's name and what values it
 * takes besides the year, whose range is the environment's choice.
 */
export const partitionKeys = [
  { name: "year", comment: "Year of arrival, in UTC.", digits: 4, pattern: "yyyy" },
  { name: "month", comment: "Month of arrival, 1 to 12.", digits: 2, pattern: "MM", range: "1,12" },
  { name: "day", comment: "Day of arrival, 1 to 31.", digits: 2, pattern: "dd", range: "1,31" },
  { name: "hour", comment: "Hour of arrival, 0 to 23.", digits: 2, pattern: "HH", range: "0,23" },
] as const;
