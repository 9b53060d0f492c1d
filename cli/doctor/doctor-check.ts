import { failureDocument } from "../terminal/explain-error";

/** One line of `lake doctor`. */
export interface DoctorCheck {
  /** What was checked, for example `Terraform`. */
  readonly check: string;
  readonly status: "ok" | "problem" | "not checked";
  /** What was found; for what was not checked, why. */
  readonly detail: string;
  /** What to do about a problem. */
  readonly fix?: string;
}

/** Something is as it has to be. */
export function ok(check: string, detail: string): DoctorCheck {
  return { check, status: "ok", detail };
}

/** Something would stop a command. */
export function problem(check: string, detail: string, fix: string): DoctorCheck {
  return { check, status: "problem", detail, fix };
}

/** Nothing is known, and why. */
export function notChecked(check: string, why: string): DoctorCheck {
  return { check, status: "not checked", detail: why };
}

/** Runs a check whose failure is a problem: that of the commands that would meet the same failure. */
export async function checked(
  check: string,
  work: () => Promise<DoctorCheck> | DoctorCheck,
): Promise<DoctorCheck> {
  try {
    return await work();
  } catch (error) {
    const { message, advice } = failureDocument(error).error;
    return problem(check, message, advice);
  }
}
