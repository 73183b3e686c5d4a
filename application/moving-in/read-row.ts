/** Makes of a row's cells the complaint that is to be opened, and says what is wrong with it. Pure. */

import type { MovingFault } from '../../db/bulk/movings.ts';
import type { MovedIn } from '../../domain/complaint/aspects/moving-in.ts';
import { dayInstant } from '../../domain/deadline/days/day-start.ts';
import type { WorkingCalendar } from '../../domain/deadline/deadline.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { asciiDigits, isSound } from '../../domain/written-text.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import { OpeningBody, openingFaults } from '../complaints/opening-body.ts';
import { codes, languages, meaningsOf, parts, textIn } from '../registry/imports/read-row.ts';
import { type KnownTexts, knownTexts } from '../tables/known-texts.ts';
import type { TableRow } from '../tables/table.ts';
import type { MovingColumn } from './columns.ts';
import type { Fault } from './row-faults.ts';

/** A complaint of the old system, as it is to be opened. Its words are in `body` and `reference`. */
export interface RowToMove {
  row: number;
  reference: string;
  /** UTC. */
  receivedAt: string;
  status: MovedIn['status'];
  owner: string | null;
  body: OpeningBody;
}

/** What a row is judged by. */
export interface Judging {
  pack: Pack;
  calendar: WorkingCalendar;
  staff: readonly { _id: string; username?: string; active: boolean; roles: string[] }[];
  /** UTC. */
  now: string;
}

const statuses = knownTexts<MovedIn['status'] | 'over'>([
  ...['جديد', 'جديدة', 'وارد', 'مستلم', 'مفتوح', 'new', 'open', 'received'].map((text) => [text, 'new'] as const),
  ...['قيد المعالجة', 'تحت المعالجة', 'قيد التنفيذ', 'تحت الإجراء', 'مقبول', 'accepted', 'in progress'].map(
    (text) => [text, 'accepted'] as const,
  ),
  ...[
    'مغلق',
    'مغلقة',
    'منتهي',
    'تم الرد',
    'محلول',
    'ملغي',
    'closed',
    'answered',
    'solved',
    'resolved',
    'cancelled',
  ].map((text) => [text, 'over'] as const),
]);

type Category = Pack['kinds']['complaint']['categories'][string];

const oldest = 5 * 366 * MS_PER_DAY;
const longest = 10_000;

/** Reads rows by the policy of an organisation. */
export class RowReader {
  private readonly judging: Judging;
  private readonly categories: KnownTexts<string>;
  private readonly meanings: ReturnType<typeof meaningsOf>;
  /** Of each category: what people write for the choices of its fields. */
  private readonly choices: Map<string, Map<string, KnownTexts<string>>>;

  constructor(judging: Judging) {
    const { pack } = judging;
    this.judging = judging;
    this.categories = codes(pack.kinds.complaint.categories);
    this.meanings = meaningsOf(pack, []);
    const forms = Object.entries(pack.kinds.complaint.categories);
    this.choices = new Map(forms.map(([category, { fields }]) => [category, choicesOf(fields)]));
  }

  /** Null if every cell is empty. */
  read(
    { row, cells, bad = [] }: TableRow,
    columns: readonly (MovingColumn | null)[],
  ): { read: RowToMove | null; faults: MovingFault[] } | null {
    const found = new Faults(row);
    const texts = new Map<MovingColumn, string>();
    for (const [at, column] of columns.entries()) {
      if (column === null) continue;
      const unread = bad.find((cell) => cell.at === at);
      if (unread) found.add(column, unread.fault);
      const text = textIn(cells[at] ?? '');
      if (text === '') continue;
      if (text.length > longest) found.add(column, 'too-long');
      else if (!isSound(text)) found.add(column, 'unreadable');
      else texts.set(column, text);
    }
    if (texts.size === 0 && found.all.length === 0) return null;
    const read = this.complaintOf(row, texts, found);
    return found.all.length > 0 ? { read: null, faults: found.all } : { read, faults: [] };
  }

  private complaintOf(row: number, texts: ReadonlyMap<MovingColumn, string>, found: Faults): RowToMove | null {
    const code = (column: MovingColumn, known: KnownTexts<string>) => this.meant(texts, column, known, found);
    const reference = texts.get('reference') ?? '';
    if (reference === '') found.add('reference', 'required');
    if (reference.length > 100) found.add('reference', 'too-long');
    const receivedAt = this.received(texts.get('receivedOn'), found);
    const status = this.status(texts.get('status'), found);
    const owner = this.staffId(texts.get('owner'), 'owner', found);
    const about = parts(texts.get('about') ?? '').map((text) => this.staffId(text, 'about', found) ?? '');
    if (owner !== null && about.includes(owner)) found.add('owner', 'named-owner');
    const name = texts.get('name');
    const phone = texts.get('phone');
    const others = parts(texts.get('otherPhones') ?? '');
    const otherPhones = others.length > 0 ? { otherPhones: others } : {};
    if (others.length > 0 && !phone) found.add('phone', 'required');
    const email = texts.get('email');
    const ofClass = code('class', this.meanings.classes);
    const ground = code('priorityGround', this.meanings.grounds);
    const category = code('category', this.categories) ?? '';
    const asked = {
      category,
      channel: code('channel', this.meanings.channels) ?? '',
      language: code('language', languages) ?? 'ar',
      ...(name || phone || email || others.length > 0
        ? { customer: { name: name ?? '', ...maybe({ phone, email, class: ofClass }), ...otherPhones } }
        : {}),
      fields: this.fields(category, texts, found),
      priorityGrounds: ground ? [ground] : [],
      about,
    };
    const body = this.body(asked, found);
    return body && receivedAt && status ? { row, reference, receivedAt, status, owner, body } : null;
  }

  /** The body as the API would take it: what it and the policy find wrong stands at the column that it comes from. */
  private body(asked: object, found: Faults): OpeningBody | null {
    const result = OpeningBody.safeParse(asked);
    if (!result.success) {
      for (const { path, code } of result.error.issues) {
        found.add(columnAt(path.join('.')), faultAt(path.join('.'), asked, code === 'too_big'));
      }
      return null;
    }
    found.addPolicy(this.judging, result.data);
    return result.data;
  }

  private fields(category: string, texts: ReadonlyMap<MovingColumn, string>, found: Faults): Record<string, string> {
    const own = [...texts].filter(([column]) => column.startsWith('fields.'));
    return Object.fromEntries(
      own.map(([column, text]) => {
        const name = column.slice('fields.'.length);
        const among = this.choices.get(category)?.get(name);
        return [name, among ? (this.meant(texts, column, among, found) ?? '') : text];
      }),
    );
  }

  private meant(
    texts: ReadonlyMap<MovingColumn, string>,
    column: MovingColumn,
    known: KnownTexts<string>,
    found: Faults,
  ): string | undefined {
    const text = texts.get(column);
    if (text === undefined) {
      if (column === 'category' || column === 'channel') found.add(column, 'required');
      return undefined;
    }
    const meaning = known(text);
    if (meaning === undefined) found.add(column, 'unknown-value');
    return meaning;
  }

  /** A local date, with its hour if it has one. */
  private received(text: string | undefined, found: Faults): string | null {
    if (text === undefined) {
      found.add('receivedOn', 'required');
      return null;
    }
    const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::\d\d)?)?$/.exec(asciiDigits(text));
    const [, year, month, day, hours = '0', minutes = '0'] = match ?? [];
    const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
    const isDay = new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false;
    if (!match || !isDay || Number(hours) > 23 || Number(minutes) > 59) {
      found.add('receivedOn', 'not-a-date');
      return null;
    }
    const at = dayInstant(this.judging.calendar, date, Number(hours) * 60 + Number(minutes));
    const ago = Date.parse(this.judging.now) - Date.parse(at);
    if (ago < 0) found.add('receivedOn', 'lies-ahead');
    if (ago > oldest) found.add('receivedOn', 'too-long-ago');
    return at;
  }

  private status(text: string | undefined, found: Faults): MovedIn['status'] | null {
    const status = text === undefined ? 'new' : statuses(text);
    if (status === 'new' || status === 'accepted') return status;
    found.add('status', status === 'over' ? 'not-open' : 'unknown-value');
    return null;
  }

  /** The id of somebody who works here; of an owner, who may answer complaints as well. */
  private staffId(text: string | undefined, column: 'owner' | 'about', found: Faults): string | null {
    if (text === undefined) return null;
    const { pack, staff } = this.judging;
    const person = staff.find(({ _id, username }) => _id === text || username === text);
    const answers = (role: string) => rightsOf(pack)[role]?.commands.answer !== undefined;
    const isOne = person?.active && (column === 'about' || person.roles.some(answers));
    if (!isOne) found.add(column, 'not-on-staff');
    return isOne ? person._id : null;
  }
}

function choicesOf(fields: Category['fields']): Map<string, KnownTexts<string>> {
  return new Map(
    Object.entries(fields).flatMap(([name, { choices }]) => {
      const titled = Object.entries(choices ?? {}).map(([code, title]) => [code, { title }] as const);
      return choices ? [[name, codes(Object.fromEntries(titled))] as const] : [];
    }),
  );
}

/** The faults of one row: the first of each column, since a value that is unknown is not missing as well. */
class Faults {
  readonly all: MovingFault[] = [];
  private readonly row: number;

  constructor(row: number) {
    this.row = row;
  }

  add(column: string, fault: Fault): void {
    if (!this.all.some((one) => one.column === column)) this.all.push({ row: this.row, column, fault });
  }

  /** Everything that the policy finds wrong with the complaint, at the columns that it comes from. */
  addPolicy({ pack, now }: Judging, body: OpeningBody): void {
    for (const { path, message } of openingFaults(pack, body, true, now)) {
      this.add(columnAt(path), faultIn(path, message));
    }
  }
}

/** What the policy finds wrong with a row as it stands. */
export function policyFaults(judging: Judging, row: number, body: OpeningBody): MovingFault[] {
  const found = new Faults(row);
  found.addPolicy(judging, body);
  return found.all;
}

const columnsOfBody: Record<string, MovingColumn> = {
  customer: 'name',
  'customer.name': 'name',
  'customer.phone': 'phone',
  'customer.email': 'email',
  'customer.class': 'class',
  callAgreedFor: 'channel',
};

function columnAt(path: string): string {
  // None of them has a mobile before it: the row says so of that column.
  if (path === 'customer.otherPhones') return 'phone';
  if (path.startsWith('customer.otherPhones.')) return 'otherPhones';
  return columnsOfBody[path] ?? (path.startsWith('priorityGrounds') ? 'priorityGround' : path);
}

function faultAt(path: string, asked: object, isTooLong: boolean): Fault {
  if (isTooLong) return 'too-long';
  const { customer } = asked as { customer?: { name: string } };
  return path === 'customer.name' && customer?.name === '' ? 'required' : 'not-valid';
}

function faultIn(path: string, message: string): Fault {
  if (message === 'is required') return 'required';
  if (message.startsWith('must be one of')) return 'unknown-value';
  if (message.startsWith('needs a phone')) return 'no-contact';
  if (message === 'is not a field of this category') return 'other-form';
  return path.startsWith('fields.') && message.startsWith('is longer') ? 'too-long' : 'not-valid';
}

function maybe(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((one): one is [string, string] => one[1] !== undefined));
}
