import IntlMessageFormat from 'intl-messageformat';
import { LRUCache } from 'lru-cache';
import { optionalParameters, templateParameters } from '../vocabulary/messages.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Reading a message takes far longer than filling it in: each text of a pack is read once while it is in use. */
const known = new LRUCache<string, IntlMessageFormat>({ max: 2000 });

/** An ICU message, tags taken as plain text. Throws if the message is malformed. */
export function icuMessage(text: string, locale: 'ar' | 'en'): IntlMessageFormat {
  const key = `${locale}:${text}`;
  const found = known.get(key) ?? new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  known.set(key, found);
  return found;
}

/** The parameters that a message may show, and those of them that are `none` at times. */
export interface MessageParameters {
  all: readonly string[];
  optional: readonly string[];
}

const ofTemplates: MessageParameters = { all: templateParameters, optional: optionalParameters };

/** What is wrong with a message: malformed, a parameter that does not exist, or one shown where it may be absent. */
export function messageFaults(text: string, locale: 'ar' | 'en', parameters = ofTemplates): string[] {
  try {
    return elementFaults(icuMessage(text, locale).getAst(), [], parameters);
  } catch (error) {
    return [`is not a sound ICU message: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function elementFaults(
  elements: readonly Element[],
  guarded: readonly string[],
  parameters: MessageParameters,
): string[] {
  return elements.flatMap((element) => {
    if (!('value' in element) || !isArgument(element)) return [];
    const name = element.value;
    if (!parameters.all.includes(name)) return [`uses the unknown parameter {${name}}`];
    if ('options' in element) {
      // A `select` on an optional parameter must say what stands there when it is `none`.
      const handlesNone = 'none' in element.options;
      return Object.entries(element.options).flatMap(([choice, { value }]) =>
        elementFaults(value, handlesNone && choice !== 'none' ? [...guarded, name] : guarded, parameters),
      );
    }
    return parameters.optional.includes(name) && !guarded.includes(name)
      ? [`shows {${name}}, which may be absent, outside of {${name}, select, none {…} other {…}}`]
      : [];
  });
}

/** Literal text and the # of plurals carry no parameter. */
function isArgument(element: Element): element is Element & { value: string } {
  const literal = 0;
  return element.type !== literal && 'value' in element && typeof element.value === 'string';
}
