import { Injectable } from '@nestjs/common';
import { DomainError, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { type Answer, formAgain, page, redirect } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { type Item, ITEM_FIELDS, type ItemForm, itemPage } from './items.page.js';
import type { PlanDocument } from './plan-document.js';
import { PlanEditor, PlanRefused } from './plan-editor.js';
import { attempt } from './plan-forms.js';
import { hashOf } from './plan-words.js';
import { type PlanContent, Plans } from './plans.js';

/** A list of a plan whose things have a code and a title: how its things are found, read from a form, put in, left out. */
export interface ItemList {
  noun: ItemForm['noun'];
  items(content: PlanContent): readonly Item[];
  /** Where a new one is posted to, where one is edited, and where one is left out. */
  addresses: {
    all: (plan: string) => string;
    one: (plan: string, code: string) => string;
    removal: (plan: string, code: string) => string;
  };
  /** The edit that a form asks for. @param code of the thing that is edited; undefined: a new one */
  edit(form: Form, code?: string): (plan: PlanDocument) => PlanDocument;
  without(plan: PlanDocument, code: string): PlanDocument;
}

/** Adds, changes and leaves out objectives, tasks and agencies by page. */
@Injectable()
export class PlanItems {
  constructor(
    private readonly plans: Plans,
    private readonly editor: PlanEditor,
  ) {}

  /** The form of a new one, or of the one with the code. */
  async show(list: ItemList, locale: Locale, planCode: string, code?: string): Promise<Answer> {
    return page('plans/item', await this.model(list, locale, planCode, code));
  }

  async add(list: ItemList, locale: Locale, planCode: string, body: unknown): Promise<Answer> {
    const form = new Form(body);
    const edit = list.edit(form);
    if (await attempt(form, ITEM_FIELDS, () => this.editor.change(planCode, () => true, edit))) {
      return back(list, planCode, 'added', form.raw('code'));
    }
    return formAgain('plans/item', await this.model(list, locale, planCode, undefined, form), form.errors);
  }

  async save(list: ItemList, locale: Locale, planCode: string, code: string, body: unknown): Promise<Answer> {
    const form = new Form(body);
    const edit = list.edit(form, code);
    const save = () => this.editor.change(planCode, atVersion(form, list, code), edit);
    if (await attempt(form, ITEM_FIELDS, save)) return back(list, planCode, 'saved', code);
    return formAgain('plans/item', await this.model(list, locale, planCode, code, form), form.errors);
  }

  async remove(list: ItemList, planCode: string, code: string, body: unknown): Promise<Answer> {
    const isCurrent = atVersion(new Form(body), list, code);
    const done = await removeOrSay(
      () => this.editor.change(planCode, isCurrent, (plan) => list.without(plan, code)),
      list.addresses.one(planCode, code),
    );
    return done ?? back(list, planCode, 'removed', code);
  }

  private async model(list: ItemList, locale: Locale, planCode: string, code?: string, form?: Form) {
    const plan = await this.plans.byCode(planCode);
    await this.plans.requireMine(plan);
    const content = await this.plans.content(plan);
    const item = code === undefined ? null : list.items(content).find((each) => each.code === code);
    if (item === undefined) throw new NotFound();
    const { all, one, removal } = list.addresses;
    const addresses = item
      ? { action: one(planCode, item.code), removal: removal(planCode, item.code) }
      : { action: all(planCode), removal: null };
    return itemPage(locale, plan, { noun: list.noun, ...addresses }, item, content.tasks, form);
  }
}

/** To the thing on the plan's page; what was just added is at the end of a long one. */
function back({ noun }: ItemList, plan: string, did: 'added' | 'saved' | 'removed', code: string): Answer {
  const hash = did === 'added' ? hashOf(noun, code) : '';
  return redirect(`${paths.planContent(plan)}${hash}`, {
    kind: 'done',
    key: `plan.${noun}.${did}`,
    params: { code },
  });
}

/** Whether the plan still is what the person saw. @throws NotFound where the thing is gone or never was */
function atVersion(form: Form, list: ItemList, code: string) {
  const version = Number(form.raw('version'));
  return (content: PlanContent): boolean => {
    if (content.plan.version === version && !list.items(content).some((each) => each.code === code))
      throw new NotFound();
    return content.plan.version === version;
  };
}

/** Leaves something out; where it is still needed, says so on the page it came from. @returns the way back then */
export async function removeOrSay(remove: () => Promise<unknown>, back: string): Promise<Answer | null> {
  try {
    await remove();
    return null;
  } catch (error) {
    const why = error instanceof PlanRefused ? error.faults[0] : error instanceof StillFilled ? error : undefined;
    if (!why) throw error;
    return redirect(back, { kind: 'warning', key: `errors.${why.key}`, params: why.params });
  }
}

/** Something that holds other things is not left out with them. */
export class StillFilled extends DomainError {
  constructor(key: string, code: string) {
    super(key, { code });
  }
}
