/** What the tests of injections try: each is a text that is made to be taken for something else. */

/** Of a query: the form in which many servers take an operator. */
export const operators = [
  '[$ne]=x',
  '[$gt]=',
  '[$regex]=.*',
  '[$exists]=true',
  '[$where]=1',
  '[$in][]=received',
  '[]=received',
];

/** Of a query: what a careless server would parse. */
export const objects = [
  '{"$ne":null}',
  '{"$gt":""}',
  '{"$regex":".*"}',
  '[object Object]',
  'true, $where: 1',
  "'; return true; var a='",
];

/** Filters of a list of complaints, and what orders and pages it. */
export const filters = ['status', 'owner', 'category', 'kind', 'text', 'dueBefore', 'cursor', 'order'];

/** Instead of a text. */
export const commandsAsText: unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $where: 'sleep(1000)' },
  ['a'],
  { toString: 'x' },
  { length: 3 },
];

/** Names of what every object has. */
export const members = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'];

/** Where in a body such a name stands. */
export const holders: [string, (member: string) => string][] = [
  ['the body', (member) => `{"${member}":{"polluted":true},"category":"complaint"}`],
  ['the customer', (member) => `{"category":"complaint","customer":{"${member}":{"polluted":true},"name":"س"}}`],
  ['the fields', (member) => `{"category":"complaint","fields":{"${member}":{"polluted":true}}}`],
  ['a list', (member) => `{"about":[{"${member}":{"polluted":true}}]}`],
];

/** Parts of a path that lead elsewhere. */
export const steps = [
  ...[
    '..%2f..%2fsession',
    '%2e%2e/%2e%2e',
    '..%5c..',
    '%00',
    'x%00.json',
    '%0d%0aSet-Cookie:a=b',
    ';%2f..%2f',
    '%c0%ae%c0%ae%2f',
  ],
  ...[
    '%252e%252e%252f',
    '%ef%bc%8f',
    'SB-C-00000-000000%20',
    '%7b%22%24ne%22%3a1%7d',
    '__proto__',
    'constructor',
    '*',
    '%',
  ],
];

/** Headers by which callers would say who they are, or from where, or what they want. */
export const claims: [string, string][] = [
  ['x-http-method-override', 'DELETE'],
  ['x-original-url', '/metrics'],
  ['x-rewrite-url', '/v1/session'],
  ['x-forwarded-for', '127.0.0.1'],
  ['x-forwarded-host', 'evil.example'],
  ['forwarded', 'for=127.0.0.1;host=evil.example'],
  ['x-user', 'sandbox.manager.1'],
  ['x-role', 'manager'],
  ['x-organisation', 'courier'],
  ['from', 'sandbox.manager.1'],
  ['cookie', 'token=x; role=manager'],
  ['prefer', 'respond-async, wait=999999999'],
  ['x-http-method', 'PATCH'],
  ['x-real-ip', '127.0.0.1'],
  ['x-scopes', '*'],
  ['authorization-role', 'auditor'],
  ['if-none-match', '*'],
  ['range', 'bytes=0-999999999'],
];

/** What is a number to somebody, and none to us. */
export const numerals = [
  ...[
    '١٠',
    '۱۰',
    '１０',
    '𝟏𝟎',
    '1e1',
    '0x10',
    '0b11',
    ' 10',
    '10.0',
    '1_0',
    '+10',
    '-1',
    '0',
    '١0',
    'Ⅹ',
    '1٬0',
    'NaN',
    'Infinity',
  ],
  ...['9007199254740993', '1\u200b0', '10\u0000 0', '½', '1,0', '१०'],
];

/** What a spreadsheet would work out. */
export const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '=HYPERLINK("http://evil.example")',
  '=1+1;calc',
  '=cmd|"/c calc"!A0',
];

/** Ends of lines, in several spellings. */
export const breaks = [
  '\r\nBcc: evil@example.org',
  '\nSubject: x',
  '\r\n\r\n<b>x</b>',
  '%0d%0aBcc: evil@example.org',
  '\u2028Bcc: x',
  '\u0085Bcc: x',
];

/** What a page would run or show as its own. */
export const markup = [
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    '<!-- -->',
    '</title><b>',
    '&lt;b&gt;<b>',
  ],
  ...[
    '<a href="javascript:alert(1)">x</a>',
    '{{constructor}}',
    '<%= 1 %>',
    '#{7*7}',
    '\u202e<b>',
    '<iframe srcdoc="x">',
  ],
];
