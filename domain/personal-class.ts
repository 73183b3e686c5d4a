/** What a field says about a person, in classes. Who stores it and who shows it speak of it in the same ones. */

/**
 * - `names`: names a person, or reaches them.
 * - `says`: what a person said, or what is said about them, in words or answers.
 * - `sealed`: the same, encrypted under the key of the person or the case: read no more once that is destroyed.
 * - `staff`: the id of somebody on the staff, or what holds such ids beside codes.
 * - `recognises`: a keyed token by which the same person is found again; without the key it names nobody.
 * - `proves`: what proves that somebody is somebody. Nobody is shown it.
 * - `open`: numbers, codes, instants and digests.
 */
export type PersonalClass = 'names' | 'says' | 'sealed' | 'staff' | 'recognises' | 'proves' | 'open';

/**
 * What a line of a list says of a person, field by field: whatever leaves the product says so beside its type. It is complete,
 * and what recognises somebody or proves who they are is in no list.
 */
export type ListedFields<Line> = Readonly<
  Record<keyof Line, Exclude<PersonalClass, 'sealed' | 'recognises' | 'proves'>>
>;

/** The same of figures: sums may be by member of staff, and name nobody else. */
export type CountedFields<Figures> = Readonly<Record<keyof Figures, 'staff' | 'open'>>;
