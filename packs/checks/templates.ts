import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Wording } from '../schema/wording.ts';
import { ladderTemplates, optionalSignatureParameters, signatureParameters } from '../vocabulary/messages.ts';
import { type MessageParameters, messageFaults } from '../words/template.ts';
import { noticesOf } from './pack-parts.ts';

const languageNames = { ar: 'Arabic', en: 'English' };

/** Every message that can be sent has its text, in both languages, for each channel, and asks only for what exists. */
export function checkTemplates(pack: PackContent, source: PolicySource): Problem[] {
  return [
    ...missingTexts(pack, source),
    ...faultyTexts(pack, source),
    ...faultyFrame(pack, source),
    ...unusedTemplates(pack, source),
  ];
}

/** What stands in every letter besides its template: under it who writes, and above it how the reader is addressed. */
function faultyFrame({ signature, addressing }: PackContent, source: PolicySource): Problem[] {
  const signatureKnows = { all: signatureParameters, optional: optionalSignatureParameters };
  const addressingKnows = { all: ['customer'], optional: [] };
  const faultsOf = (part: 'signature' | 'addressing', words: Wording | undefined, knows: MessageParameters) =>
    (['ar', 'en'] as const).flatMap((language) =>
      messageFaults(words?.[language] ?? '', language, knows).map((fault) =>
        source.refusal([part, language], `The ${part} (${language}) ${fault}.`),
      ),
    );
  return [...faultsOf('signature', signature, signatureKnows), ...faultsOf('addressing', addressing, addressingKnows)];
}

function usesOf(pack: PackContent) {
  return [
    ...noticesOf(pack).flatMap(({ path, part }) =>
      part.channels.map((channel) => ({ path: [...path, 'template'], template: part.template, channel })),
    ),
    ...ladderTemplates.map((template) => ({ path: ['templates'], template, channel: 'email' as const })),
  ];
}

function missingTexts(pack: PackContent, source: PolicySource): Problem[] {
  const problems = usesOf(pack).flatMap(({ path, template, channel }) => {
    const texts = pack.templates[template];
    if (!texts) return [source.refusal(path, `There is no template \`${template}\`.`)];
    const parts = channel === 'sms' ? (['sms'] as const) : (['subject', 'email'] as const);
    return (['ar', 'en'] as const).flatMap((language) =>
      parts
        .filter((part) => !texts[language]?.[part])
        .map((part) =>
          source.refusal(
            ['templates', template, language],
            `Template \`${template}\` has no ${languageNames[language]} ${part}.`,
          ),
        ),
    );
  });
  // Several notices may lack the same text: it is said once.
  return [...new Map(problems.map((problem) => [problem.line + problem.message, problem])).values()];
}

function faultyTexts(pack: PackContent, source: PolicySource): Problem[] {
  return Object.entries(pack.templates).flatMap(([name, texts]) =>
    (['ar', 'en'] as const).flatMap((language) =>
      Object.entries(texts[language] ?? {}).flatMap(([part, text]) =>
        messageFaults(text ?? '', language).map((fault) =>
          source.refusal(['templates', name, language, part], `Template \`${name}\` (${language}, ${part}) ${fault}.`),
        ),
      ),
    ),
  );
}

function unusedTemplates(pack: PackContent, source: PolicySource): Problem[] {
  const used = new Set(usesOf(pack).map(({ template }) => template));
  return Object.keys(pack.templates)
    .filter((name) => !used.has(name))
    .map((name) => source.warning(['templates', name], `No notice uses template \`${name}\`.`));
}
