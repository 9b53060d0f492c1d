/** Maximum query string length in bytes of UTF-8: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
export const MAX_QUERY_BYTES = 262_144;

/** Maximum length of an execution parameter: https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
export const MAX_PARAMETER_LENGTH = 1_024;

/**
 * Active (running or queued) DML and DDL queries of an account: the quotas of us-east-1,
 * https://docs.aws.amazon.com/general/latest/gr/athena.html
 */
export const MAX_ACTIVE = { DML: 200, DDL: 20 } as const;
