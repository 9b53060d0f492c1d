import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** The datasets of the lake, and the one that every view shows. */
export interface Selection {
  readonly names: readonly string[];
  readonly dataset: string;
  readonly select: (dataset: string) => void;
  readonly environment: string;
  readonly readOnly: boolean;
}

/** What the views share. */
export const SelectionContext = createContext<Selection>({
  names: [],
  dataset: "",
  select: () => undefined,
  environment: "",
  readOnly: true,
});

/** Chooses the dataset. */
export function DatasetPicker({ isDisabled = false }: { isDisabled?: boolean }) {
  const { names, dataset, select } = useContext(SelectionContext);
  return (
    <label class="field inline">
      <span>Dataset</span>
      <select
        value={dataset}
        disabled={isDisabled}
        onChange={(event) => select(event.currentTarget.value)}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
