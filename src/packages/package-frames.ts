import { Injectable } from '@nestjs/common';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { contentMode, sandboxOf } from './content-policy.js';
import { type ContentPass, ContentTickets } from './content-tickets.js';
import type { FrameItem } from './frame-words.js';
import { itemsOf, type PackageState } from './package-state.js';
import type { PackageFacts } from './package-reader.js';

/** Parameters of the partial `package-frame`. */
export interface PackageFrame {
  title: string;
  sandbox: string;
  /** Where the state is posted: fields `serial` and `cmi`, answered by JSON `{serial, said?}`. */
  save: string;
  /** JSON for the script. */
  data: string;
  /** For the list of items: none where there is one only. */
  items: { at: number; title: string }[];
}

/** Prepares the frame in which a package is shown. */
@Injectable()
export class PackageFrames {
  constructor(
    private readonly holder: SettingsHolder,
    private readonly tickets: ContentTickets,
  ) {}

  /**
   * @param pass without the standard, which the package says @param title of the lesson @param save an address of ours
   * @returns the parameters of the partial, and `frames` for the options of its page, beside `script: 'package-host/host'`
   */
  frame(
    pass: Omit<ContentPass, 'standard'>,
    facts: PackageFacts,
    state: PackageState | null,
    { title, save }: { title: string; save: string },
  ): { frame: PackageFrame; frames: string } {
    const { settings, secret } = this.holder;
    const mode = contentMode(settings);
    const ticket = this.tickets.issue({ ...pass, standard: facts.standard });
    const folder = `${settings.contentUrl ?? ''}${paths.content(ticket, '')}`;
    const items = facts.items.map(({ launch, parameters = '', ...item }): FrameItem => {
      const address = `${settings.contentUrl ?? ''}${paths.content(ticket, launch)}${parameters}`;
      return mode === 'apart' ? { ...item, src: folder, open: address } : { ...item, src: address };
    });
    // The same for all that somebody learns in a course, and nothing that leads to a person.
    const learner = secret.hash('package-learner', `${pass.activity_id} ${pass.person_id}`).slice(0, 16);
    const kept = state && itemsOf(state.cmi);
    const left = kept && { current: kept.current, items: Object.fromEntries(kept.items) };
    const origin = settings.contentUrl ?? 'null';
    const data = { standard: facts.standard, items, learner, origin, state: left, serial: state?.serial ?? 0 };
    return {
      frame: {
        ...{ title, save, sandbox: sandboxOf(mode), data: JSON.stringify(data) },
        items: items.length > 1 ? items.map((item, at) => ({ at, title: item.title })) : [],
      },
      frames: folder,
    };
  }
}
