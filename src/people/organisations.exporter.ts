import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { byId } from '../interchange/by-id.js';
import type { Exporter } from '../interchange/importer.js';
import type { CsvValue } from '../interchange/writer.js';
import { Scopes } from '../territory/scope.js';
import { asReader } from '../web/as-reader.js';
import type { Organisation } from './people.entities.js';
import { organisationsFile } from './people.file.js';

/** Writes `organisations.csv`, in the order in which they were recorded. */
@Injectable()
export class OrganisationsExporter implements Exporter {
  readonly kind = 'organisations';
  readonly header = Object.keys(organisationsFile.columns);

  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  rows(): AsyncIterable<readonly CsvValue[]> {
    return asReader(this.all());
  }

  private async *all(): AsyncGenerator<readonly CsvValue[]> {
    const select = 'SELECT id, ref, name, group_code, unit_code, craft_village FROM organisations';
    const where = (await this.scopes.mine()).whereCode('unit_code');
    for await (const each of byId<Organisation>(this.database, { select, id: 'id', where })) {
      yield [each.ref, each.name, each.group_code, each.unit_code, each.craft_village === 1];
    }
  }
}
