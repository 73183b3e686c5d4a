/** How every page for customers looks: one stylesheet, whose colours and sizes are named once. */

const fonts = ['400', '600'].flatMap((weight) =>
  [
    {
      script: 'arabic',
      range:
        'U+0600-06FF, U+0750-077F, U+08A0-08FF, U+200C-200E, U+2010-2011, U+204F, U+2E41, U+FB50-FDFF, U+FE70-FEFC',
    },
    {
      script: 'latin',
      range: 'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122',
    },
  ].map(({ script, range }) => ({ weight, range, file: `ibm-plex-sans-arabic-${script}-${weight}-normal.woff2` })),
);

/** The files of the typeface that the pages use. */
export const fontFiles = fonts.map(({ file }) => file);

const faces = fonts
  .map(
    ({ weight, range, file }) =>
      `@font-face { font-family: "IBM Plex Sans Arabic"; font-weight: ${weight}; font-display: swap; src: url("fonts/${file}") format("woff2"); unicode-range: ${range}; }`,
  )
  .join('\n');

/** Text has a contrast of 7:1 and more on its ground, marks and borders 3:1 and more (WCAG 2.2). */
export const stylesheet = `${faces}
:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1b1b1b; --quiet: #4a4f54; --line: #767676; --link: #04513b;
  --action: #055a42; --on-action: #ffffff; --good: #1e5c43; --bad: #9b1c1c; --focus: #0b4fa8; --tint: #eef6f2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16191c; --text: #f1f3f5; --quiet: #c3c8cd; --line: #8b9196; --link: #7fdcb7;
    --action: #7fdcb7; --on-action: #10241c; --good: #7fdcb7; --bad: #ffb3b3; --focus: #9cc4ff; --tint: #1f2a26;
  }
}
body { font: 1.1rem/1.7 "IBM Plex Sans Arabic", system-ui, sans-serif; max-width: 38rem; margin: 0 auto; padding: 1rem; color: var(--text); background: var(--ground); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.4; } h2 { font-size: 1.2rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; padding: .5rem 1rem; min-width: 0; }
label { display: inline-block; min-width: 3rem; min-height: 1.75rem; padding: .5rem; }
label.field { display: block; padding: .5rem 0; }
input, textarea, select { color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: .3rem; }
input[type=radio], input[type=checkbox] { width: 1.5rem; height: 1.5rem; vertical-align: middle; accent-color: var(--action); }
textarea, label.field > input, label.field > select { width: 100%; box-sizing: border-box; font: inherit; min-height: 2.75rem; padding: .3rem .5rem; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .6rem 2rem; border: 0; border-radius: .4rem; color: var(--on-action); background: var(--action); cursor: pointer; }
blockquote { white-space: pre-wrap; margin: 1rem 0; padding: .3rem 1rem; border-inline-start: 4px solid var(--line); background: var(--tint); }
nav { text-align: end; }
nav a, footer a, li a { display: inline-block; padding: .5rem 0; min-height: 1.75rem; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); font-size: .9em; }
.other { display: block; color: var(--quiet); font-size: .9em; }
summary { padding: .7rem 0; font-weight: 600; cursor: pointer; }
.done { border: 2px solid var(--good); border-radius: .5rem; padding: .5rem 1rem; }
.fault { border: 2px solid var(--bad); border-radius: .5rem; padding: .5rem 1rem; }
article { border-top: 1px solid var(--line); margin-top: 1.5rem; }
.sms blockquote { border: 0; border-radius: 1rem; padding: .7rem 1rem; margin-inline-end: 3rem; }
@media print { nav, button { display: none; } }
`;
