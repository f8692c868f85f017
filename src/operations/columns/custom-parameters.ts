/** Google Ads Editor puts blanks between them, the web interface semicolons. */
const PARAMETER = /\{_?(\w+)\}=([^\s;]*)/g;

/** Custom parameters as sheets list them, `{_season}=winter {_size}=9`, in JSON; null if they are written otherwise. */
export function jsonOfParameters(text: string): string | null {
  if (!/^[\s;]*$/.test(text.replaceAll(PARAMETER, "")) || text.trim() === "") return null;
  return JSON.stringify([...text.matchAll(PARAMETER)].map(([, key, value]) => ({ key, value })));
}
