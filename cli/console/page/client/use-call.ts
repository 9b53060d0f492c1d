import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ConsoleCalls, ResultOf } from "../../api/calls";
import { asCallError, call } from "./call";
import type { CallError } from "./call";

/** A call that a view makes when it is shown, and when its input changes. */
export interface Loaded<Result> {
  /** The newest result; it stays while the next is read. */
  readonly result?: Result;
  readonly error?: CallError;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** @param input undefined while the view can't call yet */
export function useCall<Name extends keyof ConsoleCalls>(
  name: Name,
  input: object | undefined = {},
  refreshSeconds?: number,
): Loaded<ResultOf<Name>> {
  const [state, setState] = useState<Omit<Loaded<ResultOf<Name>>, "reload">>({ isLoading: true });
  const [turn, setTurn] = useState(0);
  const key = input === undefined ? undefined : JSON.stringify(input);
  const shown = useRef(key);
  useEffect(() => {
    if (key === undefined) return;
    const gone = new AbortController();
    const isOther = shown.current !== key;
    shown.current = key;
    setState((before) => (isOther ? { isLoading: true } : { ...before, isLoading: true }));
    call(name, JSON.parse(key) as object, gone.signal) // what it was made from
      .then((result) => setState({ result, isLoading: false }))
      .catch((error: unknown) => {
        if (!gone.signal.aborted) setState({ error: asCallError(error), isLoading: false });
      });
    return () => gone.abort();
  }, [name, key, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    // A call that takes longer than the interval is awaited: another would only abort it.
    if (refreshSeconds === undefined || state.isLoading) return;
    // A page in the background reads nothing.
    const timer = setInterval(() => document.hidden || reload(), refreshSeconds * 1_000);
    return () => clearInterval(timer);
  }, [refreshSeconds, reload, state.isLoading]);
  return { ...state, reload };
}

/**
 * An action that the user starts: its last result or error, and whether it runs. Of one that is replaced or cleared, nothing
 * is shown any more.
 */
export function useAction<Result>(): {
  readonly result?: Result;
  readonly error?: CallError;
  readonly isRunning: boolean;
  readonly run: (work: () => Promise<Result>) => Promise<void>;
  readonly clear: () => void;
} {
  const [state, setState] = useState<{ result?: Result; error?: CallError; isRunning: boolean }>({
    isRunning: false,
  });
  const newest = useRef(0);
  const run = useCallback(async (work: () => Promise<Result>) => {
    const turn = (newest.current += 1);
    const show = (next: typeof state) => {
      if (turn === newest.current) setState(next);
    };
    show({ isRunning: true });
    try {
      show({ result: await work(), isRunning: false });
    } catch (error) {
      show({ error: asCallError(error), isRunning: false });
    }
  }, []);
  const clear = useCallback(() => {
    newest.current += 1;
    setState({ isRunning: false });
  }, []);
  return { ...state, run, clear };
}
