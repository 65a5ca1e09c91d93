import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import { viewHelpers } from './view-helpers.js';

const HELPERS = viewHelpers();

/**
 * Partials see what they are given and nothing of the page around them, and are printed as they stand: an indented
 * partial must not add spaces to a textarea. A word of a template is a helper of this list or a field of the model,
 * decided when it is compiled and not at each turn of a loop.
 */
const COMPILE = {
  preventIndent: true,
  explicitPartialContext: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])),
};

type Template = (model: object) => string;

/** A fault of a form: the id of its field, the sentence, the words of the field. */
interface PageError {
  field?: string;
  text: string;
  label?: Handlebars.SafeString;
}

/**
 * Renders `views/<name>.hbs` inside a layout. Everything printed is escaped; templates come from our folder only, so no
 * text of a user is ever compiled.
 */
export class ViewEngine {
  private readonly handlebars = Handlebars.create();
  private readonly templates = new Map<string, Template>();
  private readonly bodies = new WeakMap<object, { view: string; locale: unknown; body: string }>();

  constructor(private readonly folder: string) {
    this.handlebars.registerHelper(HELPERS);
    const partials = join(folder, 'partials');
    for (const path of hbsFiles(partials)) {
      const name = relative(partials, path)
        .split(sep)
        .join('/')
        .replace(/\.hbs$/, '');
      this.handlebars.registerPartial(name, readFileSync(path, 'utf8'));
    }
  }

  /**
   * The page as HTML. `shell` (language, person, navigation, token) stands beside the model at the root.
   * @param isOfModelAlone the page's own part sees of the shell only the language, and is made once of each model
   */
  render(view: string, model: object, shell: object, layout: string, isOfModelAlone = false): string {
    const root: { errors?: PageError[] } = { ...shell, ...model };
    const body = isOfModelAlone ? this.bodyOf(view, model, shell) : this.template(view)(root);
    const errors = inOrder(withLabels(root.errors, body), body);
    return this.template(layout)({ ...root, errors, body: new Handlebars.SafeString(body) });
  }

  private bodyOf(view: string, model: object, shell: { locale?: unknown }): string {
    const { locale } = shell;
    const known = this.bodies.get(model);
    if (known?.view === view && known.locale === locale) return known.body;
    const body = this.template(view)({ locale, ...model });
    this.bodies.set(model, { view, locale, body });
    return body;
  }

  private template(name: string): Template {
    const known = this.templates.get(name);
    if (known) return known;
    const source = readFileSync(join(this.folder, `${name}.hbs`), 'utf8');
    const made = this.handlebars.compile(source, COMPILE) as Template;
    this.templates.set(name, made);
    return made;
  }
}

/**
 * The faults with the words of the fields they belong to, as the page has them: the summary stands far from the field,
 * and three times "must not be empty" says nothing there.
 */
function withLabels(errors: PageError[] | undefined, body: string): PageError[] | undefined {
  return errors?.map((error) => {
    if (error.field === undefined) return error;
    const id = error.field.replaceAll(/[^\w-]/g, '');
    const control = new RegExp(`<label for="${id}"(?: data-within="([^"]+)")?>([^<]+)</label>`).exec(body);
    const choice = new RegExp(`aria-describedby="[^"]*\\b${id}-error">\\s*<legend class="legend-text">([^<]+)<`).exec(
      body,
    );
    const within = control?.[1] === undefined ? '' : `${control[1]}, `;
    const words = control?.[2] ?? choice?.[1];
    return words === undefined ? error : { ...error, label: new Handlebars.SafeString(within + words) };
  });
}

/** The faults in the order in which a reader of the page comes to their fields; first what belongs to no field. */
function inOrder(errors: PageError[] | undefined, body: string): PageError[] | undefined {
  const at = ({ field }: PageError): number => (field ? body.indexOf(` id="${field}"`) : -1);
  return errors?.toSorted((a, b) => at(a) - at(b));
}

/** All templates below a folder. */
export function hbsFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The one style sheet: the parts of public/css in the order they name, and a short hash of what is in it. */
export function styleSheet(publicFolder: string): { css: string; hash: string } {
  const folder = join(publicFolder, 'css');
  const order = JSON.parse(readFileSync(join(folder, 'order.json'), 'utf8')) as string[];
  const css = order.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  return { css, hash: createHash('sha256').update(css).digest('hex').slice(0, 12) };
}
