/** Which AWS a command is for: without its options it would go to the account and region of whoever pastes it. */
export interface CommandTarget {
  readonly region: string;
  /** @default - AWS itself */
  readonly endpointUrl?: string | undefined;
}

/** A command of the AWS CLI that can be pasted. */
export function awsCommand(command: string, { region, endpointUrl }: CommandTarget): string {
  const endpoint = endpointUrl === undefined ? "" : ` --endpoint-url ${endpointUrl}`;
  return `aws ${command} --region ${region}${endpoint}`;
}
