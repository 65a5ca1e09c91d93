import { column } from '../interchange/columns.js';
import { defineFile, type ValuesOf } from '../interchange/columns-file.js';

/** successions.csv: where the people of a place went (interchange, "Files"). */
export const successionsFile = defineFile({
  kind: 'successions',
  columns: {
    predecessor: column.code({ required: true }),
    successor: column.code({ required: true }),
    date: column.date({ required: true }),
    main: column.bool(),
  },
  key: ['predecessor', 'successor', 'date'],
});

export type SuccessionValues = ValuesOf<(typeof successionsFile)['columns']>;
