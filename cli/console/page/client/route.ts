import { useEffect, useState } from "preact/hooks";

/** The views, in the order of the navigation. */
export const VIEWS = [
  ["pipeline", "Pipeline"],
  ["sql", "SQL"],
  ["data", "Data"],
  ["failures", "Failures"],
  ["publish", "Publish"],
  ["cost", "Cost"],
] as const;

/** Name of a view, as the address has it behind `#/`. */
export type ViewName = (typeof VIEWS)[number][0];

/** The view that the address names; the pipeline for any other. */
export function useRoute(): ViewName {
  const [view, setView] = useState(viewOfAddress);
  useEffect(() => {
    const follow = () => setView(viewOfAddress());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return view;
}

function viewOfAddress(): ViewName {
  return VIEWS.find(([name]) => location.hash === `#/${name}`)?.[0] ?? "pipeline";
}
