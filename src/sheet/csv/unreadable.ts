import { RunError } from "../../messages/run-error.ts";

const SAVE_AS_UTF8 =
  'Save it as UTF-8 and run again. In Excel choose the file type "CSV UTF-8"; Google Sheets always saves CSV files as UTF-8.';

/** The file has no bytes. */
export function emptyFile(name: string): RunError {
  return new RunError(`${name} is empty.`, {
    wayOut: "Give a CSV file whose first line is the header.",
  });
}

/** The file has only spaces and delimiters. */
export function blankFile(name: string): RunError {
  return new RunError(`${name} holds only empty rows.`, {
    wayOut: "Give a CSV file whose first line is the header.",
  });
}

/** The file is a ZIP archive (as .xlsx is) or an old Office document. */
export function packedFile(name: string): RunError {
  return new RunError(`${name} is an Excel workbook or an archive, not a CSV file (line 1).`, {
    wayOut: 'Open it and save the sheet as "CSV UTF-8", then give that file.',
  });
}

/** The file is something that is surely not a table, such as a PDF. */
export function otherFile(name: string, kind: string): RunError {
  return new RunError(`${name} is ${kind}, not a CSV file.`, {
    wayOut: kind.includes("compressed")
      ? "Unpack it, then give the CSV file in it."
      : 'Give a CSV file. From a spreadsheet program, save the sheet as "CSV UTF-8".',
  });
}

/** The file is not text. */
export function binaryFile(name: string, line: number): RunError {
  return new RunError(`${name} is not a text file: line ${line} holds a zero byte.`, {
    wayOut: "Check that this is the right file, or save it again as CSV in UTF-8.",
  });
}

/** A byte that is not valid in UTF-8, most often because the file was saved in a Windows encoding. */
export function notUtf8(name: string, line: number): RunError {
  return new RunError(
    `${name} is not valid UTF-8: the first unreadable character is on line ${line}.`,
    {
      wayOut: SAVE_AS_UTF8,
    },
  );
}

/** Half a character: an odd number of bytes or half of a surrogate pair. */
export function notUtf16(name: string, line: number): RunError {
  return new RunError(`${name} is not valid UTF-16: line ${line} holds half a character.`, {
    wayOut: `The file may have been cut off while it was copied. Copy it again, or: ${SAVE_AS_UTF8}`,
  });
}

/** A quoted cell that runs to the end of the file. */
export function unclosedQuote(name: string, line: number): RunError {
  return new RunError(`${name}, line ${line}: a quote is opened here and never closed.`, {
    wayOut:
      'Close the quote at the end of that cell. A quote inside a quoted cell is written twice (""). Then run again.',
  });
}

/** A quoted cell that spans lines and whose closing quote has text after it. */
export function swallowedLines(name: string, opened: number, closed: number): RunError {
  return new RunError(
    `${name}, line ${opened}: a quote is opened here, and the next one, on line ${closed}, is in the middle of a cell. The rows between would be read as one cell.`,
    {
      wayOut: `Close the quote on line ${opened}, or write quotes inside a quoted cell twice (""). Then run again.`,
    },
  );
}

/** A record beyond the size that any real one has. */
export function hugeRecord(name: string, line: number): RunError {
  return new RunError(`${name}, line ${line}: the row that begins here is larger than 16 MiB.`, {
    wayOut:
      "Most often a quote in that row is opened and never closed: close it at the end of its cell and run again. Otherwise check that this is the right file.",
  });
}
