/**
 * An event of the article's schema, without a newline. It contains its number.
 *
 * @param isBad whether its `sourceTimestamp` is invalid, so that it can't be converted
 */
export function sampleEvent(index: number, isBad = false): string {
  return JSON.stringify({
    event: {
      staffName: `Person ${index}`,
      staffId: (index * 7919) % 1_000_000,
      emailId: `person${index}@example.com`,
      status: index % 3 === 0 ? "Inactive" : "Active",
    },
    metadata: {
      appName: "WebApp",
      eventType: "CREATE_STAFF",
      sourceTimestamp: isBad ? "yesterday" : new Date(1.58e12 + index * 1000).toISOString(),
    },
  });
}

/** The number of the event in a text, which has to include its `emailId`. */
export function eventNumber(text: string): number {
  const digits = /person(\d+)@example\.com/.exec(text)?.[1];
  if (digits === undefined) throw new Error(`No sample event: ${text}`);
  return Number(digits);
}
