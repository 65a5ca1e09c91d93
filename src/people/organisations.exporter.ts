import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Exporter } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { Scopes } from '../territory/scope.js';
import { asReader } from './as-reader.js';
import type { Organisation } from './people.entities.js';
import { organisationsFile } from './people.file.js';

const PAGE = 1000;

/** Writes `organisations.csv`, in the order in which they were recorded. */
@Injectable()
export class OrganisationsExporter implements Exporter {
  readonly kind = 'organisations';
  readonly permission = 'organisation.read';
  readonly header = Object.keys(organisationsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  rows(): AsyncIterable<readonly CsvValue[]> {
    return asReader(this.all());
  }

  private async *all(): AsyncGenerator<readonly CsvValue[]> {
    const inside = (await this.scopes.mine()).whereCode('unit_code');
    for (let after = 0; ;) {
      const page = await this.database.rows<Organisation>(
        `SELECT id, ref, name, group_code, unit_code, craft_village FROM organisations
         WHERE id > ? AND ${inside.sql} ORDER BY id LIMIT ${PAGE}`,
        [after, ...inside.params],
      );
      for (const each of page) yield [each.ref, each.name, each.group_code, each.unit_code, each.craft_village === 1];
      if (page.length < PAGE) return;
      after = page.at(-1)?.id ?? after;
    }
  }
}
