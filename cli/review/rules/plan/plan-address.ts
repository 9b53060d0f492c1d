/** Stands for the address in a finding about a whole plan. */
export const PLAN_ADDRESS = "(plan)";
