/** A pattern, and the pattern as text. */
export interface TextPattern {
  readonly pattern: RegExp;
  readonly expected: string;
}

/**
 * A region of AWS or AWS GovCloud (US), known or new: areas of the partitions' `regionRegex`, with a point of the compass.
 * In China service principals and endpoints have other names. A test compares it with the partitions in AWS's SDK.
 */
export const regionPattern: TextPattern = {
  pattern:
    /^((us|eu|ap|sa|ca|me|af|il|mx)|us-gov)-(central|north|south|(north|south)?(east|west))-\d+$/,
  expected:
    'an AWS region such as "eu-west-1", outside of China: an area, a point of the compass and a number',
};

/** An ARN of a service. */
export function arnPattern(service: string): TextPattern {
  return {
    pattern: new RegExp(`^arn:aws(-us-gov)?:${service}:[a-z0-9-]*:\\d{12}:.+$`),
    expected: `an ARN that begins with "arn:aws:${service}:"`,
  };
}

/** An e-mail address; only the confirmation of the subscription shows whether it exists. */
export const emailPattern: TextPattern = {
  pattern: /^[^\s@]+@[^\s@]+\.[^\s@.]+$/,
  expected: 'an e-mail address such as "on-call@example.com"',
};

/** An address as part of a construct id: lower-case letters, digits and underscores. */
export function emailId(address: string): string {
  return address.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
