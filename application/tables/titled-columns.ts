/** Which column of a file is which: by its title, in Arabic or English, as people write them. */
import { type KnownTexts, knownTexts } from './known-texts.ts';
import { FileRefused } from './table.ts';
import { columnLetter } from './title-row.ts';

interface Title {
  ar: string;
  en: string;
}

/** A column that every organisation's file may have: its title, and what it is called as well. */
export interface Column extends Title {
  also: readonly string[];
}

/** A field of an organisation's own. Two of one name may have two titles: both are known. */
export interface OwnColumn {
  name: string;
  title: Title;
}

/** The columns that a file may have: some of ours by name, or `fields.<name>` for an organisation's own. */
export class TitledColumns<Name extends string> {
  private readonly ours: Readonly<Record<Name, Column>>;
  private readonly own: readonly OwnColumn[];

  constructor(ours: Readonly<Record<Name, Column>>, own: readonly OwnColumn[]) {
    this.ours = ours;
    this.own = own;
  }

  /** The titles that are known, as they are written. */
  titles(): string[] {
    return [...this.titlesOfOurs(), ...this.titlesOfOwn()].map(([title]) => title);
  }

  /** What a title means. It is an empty text if the user has said (`matched`) that its column is left out. */
  known(matched: Readonly<Record<string, string>> = {}): KnownTexts<Name | `fields.${string}` | ''> {
    // What the person says comes first, then what every organisation has. So a field of its own never takes its place.
    const said = Object.entries(matched) as [string, Name | ''][];
    return knownTexts<Name | `fields.${string}` | ''>(said, this.titlesOfOurs(), this.titlesOfOwn());
  }

  /** The column of each title, in the order of the file; null for one that is none of these. @throws FileRefused if two are one */
  of(titles: readonly string[], matched: Readonly<Record<string, string>> = {}): (Name | `fields.${string}` | null)[] {
    const known = this.known(matched);
    const found = titles.map((title) => known(title) || null);
    const twice = found.find((column, at) => column !== null && found.indexOf(column) !== at);
    if (twice) throw new FileRefused('two-columns', twice);
    return found;
  }

  /** True for what a title can be matched to. */
  has(column: string): boolean {
    return Object.hasOwn(this.ours, column) || this.own.some(({ name }) => `fields.${name}` === column);
  }

  /** The title of a column, for people. */
  titleOf(column: string, language: 'ar' | 'en'): string {
    if (Object.hasOwn(this.ours, column)) return this.ours[column as Name][language];
    return this.own.find(({ name }) => `fields.${name}` === column)?.title[language] ?? column;
  }

  private titlesOfOurs() {
    return Object.entries<Column>(this.ours).flatMap(([column, { ar, en, also }]) =>
      [ar, en, ...also, column].map((title) => [title, column as Name] as const),
    );
  }

  private titlesOfOwn() {
    return this.own.flatMap(({ name, title: { ar, en } }) =>
      [ar, en, name].map((title) => [title, `fields.${name}` as const] as const),
    );
  }
}

/** The columns of a file that are passed over, as spreadsheets name them: no known title, and something in them. */
export class PassedOver {
  private readonly found: Set<number>;
  private readonly columns: readonly unknown[];

  constructor(titles: readonly string[], columns: readonly (string | null)[]) {
    this.columns = columns;
    this.found = new Set(columns.flatMap((column, at) => (column || !titles[at]?.trim() ? [] : [at])));
  }

  /** Takes in the cells of a row. */
  add(cells: readonly string[]): void {
    for (const [at, cell] of cells.entries()) if (!this.columns[at] && cell.trim() !== '') this.found.add(at);
  }

  letters(): string[] {
    return [...this.found].sort((a, b) => a - b).map(columnLetter);
  }
}
