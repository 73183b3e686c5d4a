import type { LocalApi } from '../api-client.ts';

const centres = ['مركز السلام (مثال)', 'مركز الروضة (مثال)', 'مركز النهضة (مثال)'];
const ages = ['10-25', '26-35', '36-50', '51-and-over'];

/** So many invitations of a survey, each answered by a made-up person: nobody real has said any of it, nor gives a name. */
export async function madeUpAnswers(api: LocalApi, survey: string, count: number): Promise<void> {
  const address = `/v1/organisations/sandbox/surveys/${encodeURIComponent(survey)}`;
  await opened(api, address);
  const made = await api.must('POST', `${address}/invitations`, 'sandbox.quality.1', { count });
  const links = (made.items as { link: string }[]).map(({ link }) => new URL(link));
  for (let from = 0; from < links.length; from += 20) {
    const some = links.slice(from, from + 20);
    await Promise.all(
      some.map(({ pathname, search }, place) =>
        api.must('POST', `${pathname}${search}`, undefined, { answers: answersOf(from + place), madeUp: true }),
      ),
    );
  }
  console.log(`  ${count} made-up answers have come in`);
}

/** The survey is opened beside the command that asks for it: some tens of milliseconds later. */
async function opened(api: LocalApi, address: string): Promise<void> {
  for (const until = Date.now() + 10_000; ; ) {
    const { status } = await api.call('GET', address, 'sandbox.quality.1');
    if (status === 200) return;
    if (Date.now() > until) throw new Error('the survey has not been opened in ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Mostly content; less so with how the service was advertised, so that there is a weak point to do something about. */
function answersOf(place: number): Record<string, unknown> {
  const statements = Array.from({ length: 10 }, (_, statement) => {
    const usual = 5 - ((place * 7 + statement * 3) % 3);
    return [`statement-${statement + 1}`, statement === 8 ? Math.max(1, usual - 2) : usual];
  });
  return {
    ...Object.fromEntries(statements),
    'statement-11': place % 4 === 0 ? 'not-applicable' : 4,
    city: 'جدة',
    centre: centres[place % centres.length],
    'age-band': ages[place % ages.length],
    'first-time': place % 3 === 0 ? 'yes' : 'no',
    suggestions: 'برامج للأطفال (مثال)',
  };
}
