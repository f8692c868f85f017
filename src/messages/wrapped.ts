const WIDTH = 100;

/** A text after a label, wrapped to the width of a terminal; further lines are indented like the first. */
export function wrapped(label: string, text: string): string {
  const indent = " ".repeat(label.length);
  const lines: string[] = [];
  let line = label;
  for (const word of text.split(/\s+/)) {
    const isFirst = line.length === label.length;
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return `${[...lines, line].join("\n")}\n`;
}
