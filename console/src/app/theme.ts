import { Badge, type CSSVariablesResolver, createTheme } from '@mantine/core';

/** One look for everything. */
export const theme = createTheme({
  fontFamily: "'IBM Plex Sans Arabic', system-ui, sans-serif",
  headings: { fontFamily: "'IBM Plex Sans Arabic', system-ui, sans-serif" },
  primaryColor: 'teal',
  primaryShade: 9,
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    // A status is read whole, whatever room its column has.
    Badge: Badge.extend({ defaultProps: { tt: 'none', miw: 'max-content' }, styles: { root: { flexShrink: 0 } } }),
  },
});

/** Text on a tint of its own colour, and text beside the main one: with contrast enough to be read (WCAG 2.2 AA). */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#495057',
    '--mantine-color-anchor': '#055a42',
    '--mantine-color-teal-light-color': '#04513b',
    '--mantine-color-red-light-color': '#a01c1c',
    '--mantine-color-orange-light-color': '#8a3503',
    '--mantine-color-blue-light-color': '#11497d',
    '--mantine-color-gray-light-color': '#343a40',
  },
  dark: { '--mantine-color-dimmed': '#b8bcc0' },
});
