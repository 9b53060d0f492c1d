import { useState } from "preact/hooks";

const KEY = "lake-console-theme";
const THEMES = ["system", "light", "dark"] as const;

/** Colors by the system's setting, or those that the user chose here. */
type Theme = (typeof THEMES)[number];

function storedTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === stored) ?? "system";
}

/** Shows the page in the stored colors. */
export function applyTheme(theme = storedTheme()): void {
  document.documentElement.dataset.theme = theme;
}

/** Chooses the colors. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(storedTheme);
  const choose = (text: string) => {
    const chosen = THEMES.find((each) => each === text) ?? "system";
    localStorage.setItem(KEY, chosen);
    applyTheme(chosen);
    setTheme(chosen);
  };
  return (
    <label class="theme">
      <span>Colors</span>
      <select value={theme} onChange={(event) => choose(event.currentTarget.value)}>
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {each[0]?.toUpperCase()}
            {each.slice(1)}
          </option>
        ))}
      </select>
    </label>
  );
}
