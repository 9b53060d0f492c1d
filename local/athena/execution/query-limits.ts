/** Bytes of a query's text in UTF-8: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
export const MAX_QUERY_BYTES = 262_144;

/** Length of one value of a query's `?`: https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
export const MAX_PARAMETER_LENGTH = 1_024;

/**
 * Queries of an account that run or wait, SELECT and CREATE TABLE AS on one side and what else there is on the other:
 * the quotas of us-east-1, https://docs.aws.amazon.com/general/latest/gr/athena.html
 */
export const MAX_ACTIVE = { DML: 200, DDL: 20 } as const;
