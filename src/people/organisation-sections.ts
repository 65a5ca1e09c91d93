import { Injectable } from '@nestjs/common';
import { Timeline } from '../events/timeline.js';
import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import { membersSection } from './member.page.js';
import { Members } from './members.js';
import { organisationTimeline, type OrganisationWords } from './organisation-form.page.js';

/** What stands on the page of an organisation beside the facts and who came for it. */
@Injectable()
export class OrganisationSections {
  constructor(
    private readonly members: Members,
    private readonly timeline: Timeline,
  ) {}

  /** The parts of the page's model, as far as the reader may know and do. */
  async of(id: number, words: OrganisationWords): Promise<object> {
    const mayWrite = actorMay('organisation.write');
    // Who changed what is for those who answer for the register, as on the page of a person.
    const events = actorMay('person.merge') ? await this.timeline.of([{ type: 'organisation', ids: [id] }]) : [];
    return {
      edit: mayWrite ? paths.organisationEdit(id) : undefined,
      members: membersSection(words.locale, id, await this.members.ofOrganisation(id), mayWrite),
      timeline: organisationTimeline(words, events),
    };
  }
}
