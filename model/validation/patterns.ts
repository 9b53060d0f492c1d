/** A pattern, and the pattern as text. */
export interface TextPattern {
  readonly pattern: RegExp;
  readonly expected: string;
}

/** A region of AWS or AWS GovCloud (US). In China service principals and endpoints have other names. */
export const regionPattern: TextPattern = {
  pattern: /^(?!cn-)[a-z]{2}(-gov)?-[a-z]+-\d$/,
  expected: 'an AWS region such as "eu-west-1", outside of China',
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
