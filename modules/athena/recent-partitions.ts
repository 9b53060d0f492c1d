/** Without a condition a projected table is listed hour by hour over all its years, empty or not. */
export const thisMonth = `WHERE year = year(current_timestamp)
  AND month = month(current_timestamp)`;

/** Reads only the partitions of one day, whatever the size of the lake. */
export const today = `${thisMonth}
  AND day = day(current_timestamp)`;
