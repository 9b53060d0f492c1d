import { useCallback, useRef, useState } from "preact/hooks";
import { asCallError, call } from "../../client/call";
import type { ResultOf } from "../../../api/calls";
import type { CallError } from "../../client/call";

const FIRST_PAUSE_MS = 60;
const LONGEST_PAUSE_MS = 1_000;

/** A query of the page, from its start to its result. */
export interface RunningQuery {
  readonly view?: ResultOf<"query">;
  readonly error?: CallError;
  readonly isRunning: boolean;
  readonly isPlan: boolean;
  readonly run: (sql: string, plan: boolean) => Promise<void>;
  readonly cancel: () => Promise<void>;
}

/** A statement that was started; it has no id until the server has answered. */
interface Started {
  id?: string;
  isCancelled?: boolean;
}

type State = Pick<RunningQuery, "view" | "error" | "isRunning" | "isPlan">;

/** The newest query: of one that is replaced, nothing is shown any more. */
export function useQuery(): RunningQuery {
  const [state, setState] = useState<State>({ isRunning: false, isPlan: false });
  const newest = useRef<Started>({});
  const run = useCallback(async (sql: string, plan: boolean) => {
    const own: Started = {};
    newest.current = own;
    const show = (next: Omit<State, "isPlan">) => {
      if (newest.current === own) setState({ ...next, isPlan: plan });
    };
    show({ isRunning: true });
    try {
      const { id } = await call("startQuery", { sql, plan });
      own.id = id;
      if (own.isCancelled === true) await call("stopQuery", { id });
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
        const view = await call("query", { id });
        const isRunning = view.state === "QUEUED" || view.state === "RUNNING";
        show({ view, isRunning });
        if (!isRunning || newest.current !== own) return;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } catch (error) {
      show({ error: asCallError(error), isRunning: false });
    }
  }, []);
  const cancel = useCallback(async () => {
    newest.current.isCancelled = true;
    const { id } = newest.current;
    if (id === undefined) return;
    await call("stopQuery", { id }).catch((error: unknown) =>
      setState((before) => ({ ...before, error: asCallError(error) })),
    );
  }, []);
  return { ...state, run, cancel };
}
