/** What the query of an upload says of the table in it. */
import { z } from 'zod';

export const language = z
  .enum(['ar', 'en'])
  .optional()
  .meta({ description: 'Of the reasons; without it that of the header Accept-Language, or Arabic.' });

export const yesOrNo = (otherwise: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(otherwise)
    .transform((value) => value === 'true');

/** @param example a title that is matched to a column, as JSON */
export const columnsGiven = (example: string) =>
  z
    .string()
    .max(8000)
    .optional()
    .meta({
      description: `JSON: which column a title of the file is, if it is not known, such as ${example}; an empty one leaves it out.`,
    });
